//! The HTML part of the invitation and its reminder.
//!
//! The rule: the scores are one row of eleven links of equal width, since another layout would draw other answers; all of it is whole
//! in its [frame](crate::views::asking::mail_frame).

use maud::{Markup, html};

use crate::domain::answering::score::Score;
use crate::texts::texts;
use crate::views::asking::invitation_mail::InvitationWords;
use crate::views::asking::mail_frame::{MailFoot, MailFrame, link_colours};
use crate::views::kit::plain_text::paragraphs;

/// Outlook on Windows gives a link no height of its own, so the cell has it there.
const CELL: &str =
    "padding:0;mso-padding-alt:12px 0;border:1px solid #6b7a88;border-radius:4px;text-align:center";
/// Arial is narrow: 10 fits a cell of 24 pixels, on a screen of 320.
const SCORE: &str = "display:block;padding:12px 0;font-family:Arial,sans-serif;font-size:16px;line-height:22px;\
font-weight:bold;text-align:center;text-decoration:none;color:";

impl InvitationWords<'_> {
    #[must_use]
    pub fn html(&self) -> Markup {
        self.frame().document()
    }

    /// What stands in the body of the HTML part.
    #[must_use]
    pub fn body(&self) -> Markup {
        self.frame().body()
    }

    fn frame(&self) -> MailFrame<'_> {
        let foot = MailFoot {
            contact: &self.contact,
            privacy: (&self.privacy, self.mail.privacy_url),
            unsubscribe: &self.unsubscribe,
            unsubscribe_link: (&self.unsubscribe_link, self.mail.unsubscribe_url),
        };
        MailFrame {
            language: self.mail.language,
            organisation: self.mail.organisation,
            accent: self.mail.accent,
            subject: &self.subject,
            preheader: &self.preheader,
            letter: self.letter(),
            foot: foot.render(),
        }
    }

    fn colour(&self) -> &str {
        link_colours(self.mail.accent).0
    }

    fn letter(&self) -> Markup {
        let link = texts(self.mail.language).mail_link();
        html! {
            p { (self.greeting) }
            (paragraphs(&self.opening))
            @if let Some(reference) = &self.reference { p { (reference) } }
            p style="font-weight:bold" { (self.question) }
            (self.scores())
            p class="quiet" style="font-size:14px;color:#4a4a4a" { (self.ends) }
            p { (self.choose) }
            p { a class="link" href=(self.mail.survey_url) style={ "color:" (self.colour()) } { (link) } }
            @match &self.closing {
                Some(closing) => (paragraphs(closing)),
                None => { p { (self.no_change) " " (self.expires) } },
            }
            @match &self.signature {
                Some(signature) => (paragraphs(signature)),
                None => { p { (self.regards) br; (self.mail.organisation) } },
            }
        }
    }

    /// One row of eleven links of equal width: another layout would draw other answers.
    fn scores(&self) -> Markup {
        let text = texts(self.mail.language);
        html! {
            table role="presentation" width="100%" cellspacing="1" cellpadding="0" border="0" style="width:100%;table-layout:fixed" {
                tr {
                    @for score in Score::all() {
                        td class="cell" width="9%" align="center" style=(CELL) {
                            a class="link" href={ (self.mail.survey_url) "?score=" (score) } aria-label=(text.mail_score(score.to_string()))
                                style={ (SCORE) (self.colour()) } { (score) }
                        }
                    }
                }
            }
        }
    }
}

//! The HTML part of the invitation and its reminder.
//!
//! The rule: it is laid out by tables with attributes, since Outlook on Windows knows no other layout, and is whole without its
//! style block, which many mailboxes remove. It loads nothing: the organisation's name stands in its colour where a page has the
//! logo, since a logo that is loaded tells who read the mail and when, and one that is enclosed shows as an attachment.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domain::answering::score::Score;
use crate::texts::texts;
use crate::views::asking::invitation_mail::InvitationWords;
use crate::views::kit::plain_text::paragraphs;

/// The colours of links on pages, on a light and on a dark background.
const ACCENT: (&str, &str) = ("#0b4f8a", "#8cc2f2");

const HIDDEN: &str =
    "display:none;mso-hide:all;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:#ffffff";
/// Invisible characters after the preheader: mailboxes would show the beginning of the mail behind it, which names the topic.
const FILLING: &str = "\u{200c}\u{a0}";
const FILLINGS: usize = 90;

/// Outlook on Windows ignores `max-width`, and gets a table of 600 pixels around the column.
const COLUMN_BEGIN: PreEscaped<&str> = PreEscaped(
    "<!--[if mso]><table role=\"presentation\" width=\"600\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\"><tr><td><![endif]-->",
);
const COLUMN_END: PreEscaped<&str> = PreEscaped("<!--[if mso]></td></tr></table><![endif]-->");

const TEXT: &str =
    "padding:8px 0;font-family:Verdana,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a";
const NAME: &str = "padding:8px 0;border-bottom:1px solid #c9d0d7;font-family:Verdana,Arial,sans-serif;font-size:16px;font-weight:bold";
const FOOT: &str = "padding:8px 0;border-top:1px solid #c9d0d7;font-family:Verdana,Arial,sans-serif;font-size:14px;\
line-height:1.5;color:#4a4a4a";
/// Outlook on Windows gives a link no height of its own, so the cell has it there.
const CELL: &str =
    "padding:0;mso-padding-alt:12px 0;border:1px solid #6b7a88;border-radius:4px;text-align:center";
/// Arial is narrow: 10 fits a cell of 24 pixels, on a screen of 320.
const SCORE: &str = "display:block;padding:12px 0;font-family:Arial,sans-serif;font-size:16px;line-height:22px;\
font-weight:bold;text-align:center;text-decoration:none;color:";

impl InvitationWords<'_> {
    #[must_use]
    pub fn html(&self) -> Markup {
        let (_, dark) = self.accent();
        html! {
            (DOCTYPE)
            html lang=(self.mail.language.name()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                    title { (self.subject) }
                    style { (PreEscaped(style(dark))) }
                }
                body class="ground" bgcolor="#ffffff" style="margin:0;padding:0;background:#ffffff" { (self.body()) }
            }
        }
    }

    /// What stands in the body of the HTML part.
    #[must_use]
    pub fn body(&self) -> Markup {
        html! {
            div hidden style=(HIDDEN) { (self.preheader) (FILLING.repeat(FILLINGS)) }
            table class="ground" role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" bgcolor="#ffffff" {
                tr {
                    td align="center" style="padding:8px" {
                        (COLUMN_BEGIN)
                        table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="max-width:600px" {
                            tr { td class="link" align="left" style={ (NAME) ";color:" (self.accent().0) } { (self.mail.organisation) } }
                            tr { td class="ink" align="left" style=(TEXT) { (self.letter()) } }
                            tr { td class="quiet" align="left" style=(FOOT) { (self.foot()) } }
                        }
                        (COLUMN_END)
                    }
                }
            }
        }
    }

    fn accent(&self) -> (&str, &str) {
        self.mail.accent.unwrap_or(ACCENT)
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
            p { a class="link" href=(self.mail.survey_url) style={ "color:" (self.accent().0) } { (link) } }
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
                                style={ (SCORE) (self.accent().0) } { (score) }
                        }
                    }
                }
            }
        }
    }

    fn foot(&self) -> Markup {
        let quiet = "color:#4a4a4a";
        html! {
            p { (self.contact) }
            p { a class="quiet" href=(self.mail.privacy_url) style=(quiet) { (self.privacy) } }
            p { (self.unsubscribe) " " a class="quiet" href=(self.mail.unsubscribe_url) style=(quiet) { (self.unsubscribe_link) } }
        }
    }
}

/// What dark mode improves; `accent` is a checked colour, such as `#8cc2f2`.
fn style(accent: &str) -> String {
    format!(
        ":root{{color-scheme:light dark;supported-color-schemes:light dark}}\
         @media (prefers-color-scheme:dark){{\
         .ground{{background:#14171a !important}}.ink{{color:#e9ecef !important}}.quiet{{color:#aab3bc !important}}\
         .link{{color:{accent} !important}}.cell{{border-color:#8995a1 !important}}}}"
    )
}

//! The invitation and its reminder: subject, text and HTML. No picture, no pixel, nothing that has to be loaded.

use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domain::language::Language;
use crate::domain::message::MessageKind;
use crate::domain::score::Score;
use crate::texts::{Texts, texts};
use crate::views::format::day;

/// What an invitation or a reminder says.
pub struct InvitationMail<'a> {
    pub kind: MessageKind,
    pub language: Language,
    pub organisation: &'a str,
    pub name: Option<&'a str>,
    pub closed_on: NaiveDate,
    pub expires_on: NaiveDate,
    /// Absolute.
    pub survey_url: &'a str,
    /// Absolute.
    pub unsubscribe_url: &'a str,
}

const BODY: PreEscaped<&str> = PreEscaped(
    "margin:0;padding:16px;font:16px/1.5 Verdana,Arial,sans-serif;color:#1a1a1a;background:#ffffff",
);
const CELL: PreEscaped<&str> = PreEscaped(
    "display:inline-block;min-width:26px;padding:10px 0;text-align:center;color:#0b4f8a;\
border:1px solid #6b7a88;border-radius:4px;text-decoration:none;font-weight:bold",
);
const QUIET: PreEscaped<&str> = PreEscaped("color:#4a4a4a;font-size:14px");

impl InvitationMail<'_> {
    /// The subject, which does not say what it is about: mailboxes are shared.
    #[must_use]
    pub fn subject(&self) -> String {
        let text = texts(self.language);
        match self.kind {
            MessageKind::Invitation => text.mail_subject(),
            MessageKind::Reminder => text.mail_reminder_subject(),
        }
    }

    /// The plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let paragraphs = [
            self.greeting(text),
            self.occasion(text),
            format!("{}\n({})", text.survey_nps(self.organisation), text.survey_nps_ends()),
            format!("{}\n{}", text.mail_choose(), self.survey_url),
            text.mail_no_change(),
            text.mail_expires(day(self.language, self.expires_on)),
            format!("{}\n{}", text.mail_regards(), self.organisation),
            format!(
                "{} {}:\n{}",
                text.mail_unsubscribe(),
                text.mail_unsubscribe_link(),
                self.unsubscribe_url
            ),
        ];
        paragraphs.join("\n\n") + "\n"
    }

    /// The HTML.
    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        html! {
            (DOCTYPE)
            html lang=(self.language.name()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.subject()) }
                }
                body style=(BODY) {
                    div style="max-width:560px;margin:0 auto" {
                        p { (self.greeting(text)) }
                        p { (self.occasion(text)) }
                        p style="font-weight:bold" { (text.survey_nps(self.organisation)) }
                        (self.scores(text))
                        p { (text.mail_choose()) }
                        p { a href=(self.survey_url) style="color:#0b4f8a" { (text.mail_link()) } }
                        p { (text.mail_no_change()) " " (text.mail_expires(day(self.language, self.expires_on))) }
                        p { (text.mail_regards()) br; (self.organisation) }
                        p style=(QUIET) {
                            (text.mail_unsubscribe()) " "
                            a href=(self.unsubscribe_url) style="color:#4a4a4a" { (text.mail_unsubscribe_link()) }
                        }
                    }
                }
            }
        }
    }

    fn greeting(&self, text: &Texts) -> String {
        self.name.map_or_else(|| text.mail_dear_unnamed(), |name| text.mail_dear(name))
    }

    fn occasion(&self, text: &Texts) -> String {
        let closed_on = day(self.language, self.closed_on);
        match self.kind {
            MessageKind::Invitation => text.mail_closed(closed_on),
            MessageKind::Reminder => text.mail_reminder(closed_on),
        }
    }

    fn scores(&self, text: &Texts) -> Markup {
        html! {
            table role="presentation" cellspacing="0" cellpadding="0" style="border-collapse:collapse;width:100%" {
                tr {
                    @for score in Score::all() {
                        td style="padding:1px;text-align:center" {
                            a href={ (self.survey_url) "?score=" (score) } style=(CELL) { (score) }
                        }
                    }
                }
            }
            p style=(QUIET) { (text.survey_nps_ends()) }
        }
    }
}

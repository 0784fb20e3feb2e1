//! The invitation and its reminder: subject, text and HTML. It has no image, tracking pixel or other remote content.

use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domain::answering::score::Score;
use crate::domain::people::language::Language;
use crate::domain::sending::message::MessageKind;
use crate::texts::texts;
use crate::views::kit::format::day;

/// The data of an invitation or a reminder.
pub struct InvitationMail<'a> {
    pub kind: MessageKind,
    pub language: Language,
    pub organisation: &'a str,
    pub name: Option<&'a str>,
    pub closed_on: NaiveDate,
    pub expires_on: NaiveDate,
    /// An absolute URL.
    pub survey_url: &'a str,
    /// An absolute URL.
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

impl<'a> InvitationMail<'a> {
    /// The sentences that the text and the HTML part share.
    #[must_use]
    pub fn words(&'a self) -> InvitationWords<'a> {
        let text = texts(self.language);
        let closed_on = day(self.language, self.closed_on);
        let (subject, occasion) = match self.kind {
            MessageKind::Invitation => (text.mail_subject(), text.mail_closed(closed_on)),
            MessageKind::Reminder => (text.mail_reminder_subject(), text.mail_reminder(closed_on)),
        };
        InvitationWords {
            mail: self,
            subject,
            greeting: self.name.map_or_else(|| text.mail_dear_unnamed(), |name| text.mail_dear(name)),
            occasion,
            question: text.survey_nps(self.organisation),
            ends: text.survey_nps_ends(),
            choose: text.mail_choose(),
            no_change: text.mail_no_change(),
            expires: text.mail_expires(day(self.language, self.expires_on)),
            regards: text.mail_regards(),
            unsubscribe: text.mail_unsubscribe(),
            unsubscribe_link: text.mail_unsubscribe_link(),
        }
    }
}

/// The sentences of a mail in its language.
pub struct InvitationWords<'a> {
    mail: &'a InvitationMail<'a>,
    /// Does not reveal the topic, because mailboxes are shared.
    pub subject: String,
    greeting: String,
    occasion: String,
    question: String,
    ends: String,
    choose: String,
    no_change: String,
    expires: String,
    regards: String,
    unsubscribe: String,
    unsubscribe_link: String,
}

impl InvitationWords<'_> {
    #[must_use]
    pub fn text(&self) -> String {
        let InvitationMail { organisation, survey_url, unsubscribe_url, .. } = self.mail;
        let Self { greeting, occasion, question, ends, choose, no_change, expires, .. } = self;
        let Self { regards, unsubscribe, unsubscribe_link, .. } = self;
        format!(
            "{greeting}\n\n{occasion}\n\n{question}\n({ends})\n\n{choose}\n{survey_url}\n\n{no_change}\n\n{expires}\n\n\
             {regards}\n{organisation}\n\n{unsubscribe} {unsubscribe_link}:\n{unsubscribe_url}\n"
        )
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let InvitationMail { language, organisation, survey_url, unsubscribe_url, .. } = self.mail;
        html! {
            (DOCTYPE)
            html lang=(language.name()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.subject) }
                }
                body style=(BODY) {
                    div style="max-width:560px;margin:0 auto" {
                        p { (self.greeting) }
                        p { (self.occasion) }
                        p style="font-weight:bold" { (self.question) }
                        (self.scores())
                        p { (self.choose) }
                        p { a href=(survey_url) style="color:#0b4f8a" { (texts(*language).mail_link()) } }
                        p { (self.no_change) " " (self.expires) }
                        p { (self.regards) br; (organisation) }
                        p style=(QUIET) {
                            (self.unsubscribe) " "
                            a href=(unsubscribe_url) style="color:#4a4a4a" { (self.unsubscribe_link) }
                        }
                    }
                }
            }
        }
    }

    fn scores(&self) -> Markup {
        html! {
            table role="presentation" cellspacing="0" cellpadding="0" style="border-collapse:collapse;width:100%" {
                tr {
                    @for score in Score::all() {
                        td style="padding:1px;text-align:center" {
                            a href={ (self.mail.survey_url) "?score=" (score) } style=(CELL) { (score) }
                        }
                    }
                }
            }
            p style=(QUIET) { (self.ends) }
        }
    }
}

//! The invitation and its reminder: subject, text and HTML. It has no image, tracking pixel or other remote content.
//!
//! The rule: the organisation's own texts stand in place of the built-in sentences around the question; the question, the scores,
//! the link and the way to unsubscribe are always there.

use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::own_texts::key::{Placeholder, TextKey};
use crate::domain::answering::score::Score;
use crate::domain::people::language::Language;
use crate::domain::sending::message::MessageKind;
use crate::texts::texts;
use crate::views::kit::format::day;
use crate::views::kit::plain_text::paragraphs;

/// The data of an invitation or a reminder.
pub struct InvitationMail<'a> {
    pub kind: MessageKind,
    pub language: Language,
    pub organisation: &'a str,
    /// How to reach the organisation.
    pub contact: &'a str,
    /// The organisation's own texts.
    pub texts: &'a OwnTexts,
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
        let expires_on = day(self.language, self.expires_on);
        let values = [
            (Placeholder::Organisation, self.organisation),
            (Placeholder::Contact, self.contact),
            (Placeholder::Name, self.name.unwrap_or_default()),
            (Placeholder::ClosedOn, closed_on.as_str()),
            (Placeholder::ExpiresOn, expires_on.as_str()),
        ];
        let own = |key: TextKey| self.texts.filled((key, self.language), &values);
        let (subject, opening) = match self.kind {
            MessageKind::Invitation => (TextKey::MailSubject, TextKey::MailOpening),
            MessageKind::Reminder => (TextKey::ReminderSubject, TextKey::ReminderOpening),
        };
        let greeting = match self.name {
            Some(name) => own(TextKey::MailGreeting).unwrap_or_else(|| text.mail_dear(name)),
            None => own(TextKey::MailGreetingUnnamed).unwrap_or_else(|| text.mail_dear_unnamed()),
        };
        InvitationWords {
            mail: self,
            subject: own(subject).unwrap_or_else(|| self.built_in_subject()),
            greeting,
            opening: own(opening).unwrap_or_else(|| self.built_in_opening(&closed_on)),
            question: text.survey_nps(self.organisation),
            ends: text.survey_nps_ends(),
            choose: text.mail_choose(),
            closing: own(TextKey::MailClosing),
            no_change: text.mail_no_change(),
            expires: text.mail_expires(expires_on.as_str()),
            signature: own(TextKey::MailSignature),
            regards: text.mail_regards(),
            unsubscribe: text.mail_unsubscribe(),
            unsubscribe_link: text.mail_unsubscribe_link(),
        }
    }

    fn built_in_subject(&self) -> String {
        match self.kind {
            MessageKind::Invitation => texts(self.language).mail_subject(),
            MessageKind::Reminder => texts(self.language).mail_reminder_subject(),
        }
    }

    fn built_in_opening(&self, closed_on: &str) -> String {
        match self.kind {
            MessageKind::Invitation => texts(self.language).mail_closed(closed_on),
            MessageKind::Reminder => texts(self.language).mail_reminder(closed_on),
        }
    }
}

/// The sentences of a mail in its language.
pub struct InvitationWords<'a> {
    mail: &'a InvitationMail<'a>,
    /// Does not reveal the topic, because mailboxes are shared.
    pub subject: String,
    greeting: String,
    opening: String,
    question: String,
    ends: String,
    choose: String,
    /// The own text; the two built-in sentences are `no_change` and `expires`.
    closing: Option<String>,
    no_change: String,
    expires: String,
    /// The own text; the built-in one is `regards` and the organisation.
    signature: Option<String>,
    regards: String,
    unsubscribe: String,
    unsubscribe_link: String,
}

impl InvitationWords<'_> {
    #[must_use]
    pub fn text(&self) -> String {
        let InvitationMail { organisation, survey_url, unsubscribe_url, .. } = self.mail;
        let Self { greeting, opening, question, ends, choose, no_change, expires, regards, .. } = self;
        let Self { unsubscribe, unsubscribe_link, .. } = self;
        let closing = self.closing.clone().unwrap_or_else(|| format!("{no_change}\n\n{expires}"));
        let signature = self.signature.clone().unwrap_or_else(|| format!("{regards}\n{organisation}"));
        format!(
            "{greeting}\n\n{opening}\n\n{question}\n({ends})\n\n{choose}\n{survey_url}\n\n{closing}\n\n{signature}\n\n\
             {unsubscribe} {unsubscribe_link}:\n{unsubscribe_url}\n"
        )
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.mail.language.name()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.subject) }
                }
                body style=(BODY) { (self.body()) }
            }
        }
    }

    /// What stands in the body of the HTML part.
    #[must_use]
    pub fn body(&self) -> Markup {
        let InvitationMail { language, organisation, survey_url, unsubscribe_url, .. } = self.mail;
        html! {
            div style="max-width:560px;margin:0 auto" {
                p { (self.greeting) }
                (paragraphs(&self.opening))
                p style="font-weight:bold" { (self.question) }
                (self.scores())
                p { (self.choose) }
                p { a href=(survey_url) style="color:#0b4f8a" { (texts(*language).mail_link()) } }
                @match &self.closing {
                    Some(closing) => (paragraphs(closing)),
                    None => { p { (self.no_change) " " (self.expires) } },
                }
                @match &self.signature {
                    Some(signature) => (paragraphs(signature)),
                    None => { p { (self.regards) br; (organisation) } },
                }
                p style=(QUIET) {
                    (self.unsubscribe) " "
                    a href=(unsubscribe_url) style="color:#4a4a4a" { (self.unsubscribe_link) }
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

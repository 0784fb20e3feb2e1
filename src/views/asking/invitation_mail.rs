//! The invitation and its reminder: subject, text and HTML. It has no image, tracking pixel or other remote content.
//!
//! The rule: the organisation's own texts stand in place of the built-in sentences around the question; the question, the scores,
//! the link, the contact, the privacy notice and the way to unsubscribe are always there. Subject and preheader, which others see
//! in a shared mailbox, never reveal the topic.

mod html;

use chrono::NaiveDate;

use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::own_texts::key::{Placeholder, TextKey};
use crate::domain::people::language::Language;
use crate::domain::sending::message::Asking;
use crate::texts::texts;
use crate::views::kit::format::day;

/// The data of an invitation or a reminder.
pub struct InvitationMail<'a> {
    pub kind: Asking,
    pub language: Language,
    pub organisation: &'a str,
    /// How to reach the organisation.
    pub contact: &'a str,
    /// The organisation's own texts.
    pub texts: &'a OwnTexts,
    pub name: Option<&'a str>,
    /// The reference of the complaint, if the organisation lets mails show it.
    pub reference: Option<&'a str>,
    /// The organisation's colour on a light and on a dark background; `None` for the built-in one.
    pub accent: Option<(&'a str, &'a str)>,
    pub closed_on: NaiveDate,
    pub expires_on: NaiveDate,
    /// An absolute URL.
    pub survey_url: &'a str,
    /// An absolute URL.
    pub unsubscribe_url: &'a str,
    /// The absolute URL of the privacy notice.
    pub privacy_url: &'a str,
}

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
            Asking::Invitation => (TextKey::MailSubject, TextKey::MailOpening),
            Asking::Reminder => (TextKey::ReminderSubject, TextKey::ReminderOpening),
        };
        let greeting = match self.name {
            Some(name) => own(TextKey::MailGreeting).unwrap_or_else(|| text.mail_dear(name)),
            None => own(TextKey::MailGreetingUnnamed).unwrap_or_else(|| text.mail_dear_unnamed()),
        };
        InvitationWords {
            mail: self,
            subject: own(subject).unwrap_or_else(|| self.built_in_subject()),
            preheader: text.mail_preheader(expires_on.as_str()),
            greeting,
            opening: own(opening).unwrap_or_else(|| self.built_in_opening(&closed_on)),
            reference: self.reference.map(|reference| text.mail_reference(reference)),
            question: text.survey_nps(self.organisation),
            ends: text.survey_nps_ends(),
            choose: text.mail_choose(),
            closing: own(TextKey::MailClosing),
            no_change: text.mail_no_change(),
            expires: text.mail_expires(expires_on.as_str()),
            signature: own(TextKey::MailSignature),
            regards: text.mail_regards(),
            contact: text.contact_line(self.contact),
            privacy: text.survey_privacy_link(),
            unsubscribe: text.mail_unsubscribe(),
            unsubscribe_link: text.mail_unsubscribe_link(),
        }
    }

    fn built_in_subject(&self) -> String {
        match self.kind {
            Asking::Invitation => texts(self.language).mail_subject(),
            Asking::Reminder => texts(self.language).mail_reminder_subject(),
        }
    }

    fn built_in_opening(&self, closed_on: &str) -> String {
        match self.kind {
            Asking::Invitation => texts(self.language).mail_closed(closed_on),
            Asking::Reminder => texts(self.language).mail_reminder(closed_on),
        }
    }
}

/// The sentences of a mail in its language.
pub struct InvitationWords<'a> {
    mail: &'a InvitationMail<'a>,
    /// Does not reveal the topic, because mailboxes are shared.
    pub subject: String,
    /// What mailboxes show behind the subject, of the HTML part.
    preheader: String,
    greeting: String,
    opening: String,
    reference: Option<String>,
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
    contact: String,
    privacy: String,
    unsubscribe: String,
    unsubscribe_link: String,
}

impl InvitationWords<'_> {
    #[must_use]
    pub fn text(&self) -> String {
        let InvitationMail { organisation, survey_url, unsubscribe_url, privacy_url, .. } = self.mail;
        let Self { greeting, opening, question, ends, choose, no_change, expires, regards, .. } = self;
        let Self { contact, privacy, unsubscribe, unsubscribe_link, .. } = self;
        let reference = self.reference.as_ref().map(|line| format!("{line}\n\n")).unwrap_or_default();
        let closing = self.closing.clone().unwrap_or_else(|| format!("{no_change}\n\n{expires}"));
        let signature = self.signature.clone().unwrap_or_else(|| format!("{regards}\n{organisation}"));
        format!(
            "{greeting}\n\n{opening}\n\n{reference}{question}\n({ends})\n\n{choose}\n{survey_url}\n\n{closing}\n\n{signature}\n\n\
             {contact}\n\n{privacy}:\n{privacy_url}\n\n{unsubscribe} {unsubscribe_link}:\n{unsubscribe_url}\n"
        )
    }
}

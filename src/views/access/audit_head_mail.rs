//! The mail with the head of the audit, sent once a day to users who asked for it.

use maud::{Markup, html};

use crate::domain::access::audit_walk::PublishedHead;
use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::views::kit::format::{day, whole};
use crate::views::kit::staff_letter::staff_letter;

/// The data of the mail.
pub struct AuditHeadMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub published: &'a PublishedHead,
    /// The absolute URL of the audit's page.
    pub page: &'a str,
}

impl AuditHeadMail<'_> {
    #[must_use]
    pub fn subject(&self) -> String {
        texts(self.language).audit_mail_subject(day(self.language, self.published.day))
    }

    fn body(&self) -> String {
        let entries = u64::try_from(self.published.head.sequence).unwrap_or_default();
        texts(self.language).audit_mail_text(
            self.organisation,
            day(self.language, self.published.day),
            whole(self.language, entries),
        )
    }

    fn command(&self) -> String {
        format!("naklank audit verify --head {}", self.published.head.hash)
    }

    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let paragraphs = [
            self.body(),
            self.published.head.hash.to_string(),
            text.audit_mail_keep(),
            self.command(),
            format!("{}\n{}", text.audit_mail_look(), self.page),
            text.audit_mail_why(),
        ];
        paragraphs.join("\n\n") + "\n"
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        let body = html! {
            p { (self.body()) }
            p { code { (self.published.head.hash) } }
            p { (text.audit_mail_keep()) br; code { (self.command()) } }
            p { (text.audit_mail_look()) br; a href=(self.page) { (self.page) } }
            p { (text.audit_mail_why()) }
        };
        staff_letter(self.language, &self.subject(), &body)
    }
}

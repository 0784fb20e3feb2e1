//! The mail with a link by which staff choose a password.
//!
//! The rule: it suits all who may get it: a new user, a user who forgot the password, and one for whom another person asked.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::views::kit::format::moment;
use crate::views::kit::staff_letter::staff_letter;

/// The data of the mail.
pub struct SignInLinkMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub zone: Tz,
    /// The absolute URL of the link.
    pub page: &'a str,
    pub works_until: Timestamp,
}

impl SignInLinkMail<'_> {
    #[must_use]
    pub fn subject(&self) -> String {
        texts(self.language).link_mail_subject()
    }

    /// Until when the link works.
    fn limits(&self) -> String {
        texts(self.language).link_mail_until(moment(self.language, self.works_until, self.zone))
    }

    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let paragraphs = [
            text.link_mail_greeting(),
            text.link_mail_text(self.organisation),
            format!("{}\n{}", text.link_mail_open(), self.page),
            self.limits(),
            text.link_mail_nothing(),
        ];
        paragraphs.join("\n\n") + "\n"
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        let body = html! {
            p { (text.link_mail_greeting()) }
            p { (text.link_mail_text(self.organisation)) }
            p { (text.link_mail_open()) br; a href=(self.page) { (self.page) } }
            p { (self.limits()) }
            p { (text.link_mail_nothing()) }
        };
        staff_letter(self.language, &self.subject(), &body)
    }
}

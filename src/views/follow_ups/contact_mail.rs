//! The mail about a customer who wants contact, sent to who handles the follow-up.
//!
//! The rule: nothing of the answer, and nothing by which the customer can be reached: that is read on the page, where it is recorded.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::follow_ups::mailed::MailedFollowUp;
use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::views::kit::format::weekday_and_day;
use crate::views::kit::staff_letter::staff_letter;

/// The data of the mail.
pub struct ContactMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub follow_up: &'a MailedFollowUp,
    pub today: NaiveDate,
    /// The absolute URL of the follow-up.
    pub page: &'a str,
}

impl ContactMail<'_> {
    #[must_use]
    pub fn subject(&self) -> String {
        texts(self.language).follow_up_mail_contact_subject(self.follow_up.reference.as_str())
    }

    fn sentences(&self) -> [String; 2] {
        let text = texts(self.language);
        let due = weekday_and_day(self.language, self.follow_up.due_on);
        [
            text.follow_up_mail_contact(self.organisation, self.follow_up.reference.as_str()),
            if self.follow_up.due_on < self.today {
                text.follow_up_mail_contact_overdue(due)
            } else {
                text.follow_up_mail_contact_by(due)
            },
        ]
    }

    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let paragraphs = [
            self.sentences().join(" "),
            format!("{}\n{}", text.follow_up_mail_contact_look(), self.page),
            text.follow_up_mail_contact_why(),
        ];
        paragraphs.join("\n\n") + "\n"
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        let body = html! {
            p { (self.sentences().join(" ")) }
            p { (text.follow_up_mail_contact_look()) br; a href=(self.page) { (self.page) } }
            p { (text.follow_up_mail_contact_why()) }
        };
        staff_letter(self.language, &self.subject(), &body)
    }
}

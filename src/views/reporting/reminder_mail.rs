//! The mail that reminds a policy owner of the complaint report of a year.
//!
//! The rule: it says what is left to do, and no figure.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::reporting::standing::{DocumentStanding, due_before};
use crate::texts::texts;
use crate::views::kit::format::day;
use crate::views::kit::staff_letter::staff_letter;

/// The data of the mail.
pub struct ReminderMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub year: i32,
    pub today: NaiveDate,
    /// Of the complaint report; none of its editions is published.
    pub standing: &'a DocumentStanding,
    /// The absolute URL of the page with the reports.
    pub page: &'a str,
}

impl ReminderMail<'_> {
    #[must_use]
    pub fn subject(&self) -> String {
        let text = texts(self.language);
        if self.is_overdue() {
            text.reports_mail_overdue_subject(self.year.to_string())
        } else {
            text.reports_mail_subject(self.year.to_string(), self.due())
        }
    }

    fn is_overdue(&self) -> bool {
        self.today >= due_before(self.year)
    }

    fn due(&self) -> String {
        day(self.language, due_before(self.year))
    }

    /// By when it is due, and the next step.
    fn sentences(&self) -> [String; 2] {
        let text = texts(self.language);
        let year = self.year.to_string();
        let due = if self.is_overdue() {
            text.reports_mail_overdue(self.organisation, year, self.due())
        } else {
            text.reports_mail_due(self.organisation, year, self.due())
        };
        let step = match (self.standing.waiting(), &self.standing.draft) {
            (Some(_), _) => text.reports_mail_waits(),
            (None, Some(draft)) => text.reports_mail_draft(draft.prepared_by.as_str()),
            (None, None) => text.reports_mail_no_draft(),
        };
        [due, step]
    }

    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let look = format!("{}\n{}", text.reports_mail_look(), self.page);
        [self.sentences().join(" "), look, text.reports_mail_why()].join("\n\n") + "\n"
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        let body = html! {
            p { (self.sentences().join(" ")) }
            p { (text.reports_mail_look()) br; a href=(self.page) { (self.page) } }
            p { (text.reports_mail_why()) }
        };
        staff_letter(self.language, &self.subject(), &body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::document::{DocumentKind, InBoth};
    use crate::domain::reporting::edition::Draft;

    fn mail<'a>(standing: &'a DocumentStanding, today: &str) -> ReminderMail<'a> {
        ReminderMail {
            language: Language::English,
            organisation: "Voorbeeld",
            year: 2025,
            today: today.parse().unwrap(),
            standing,
            page: "https://nps.example.org/reports",
        }
    }

    #[test]
    fn it_says_by_when_the_report_is_due_or_that_it_is_late() {
        let none = DocumentStanding::default();
        let early = mail(&none, "2026-03-31");
        assert!(early.subject().contains("before 1 April 2026"), "{}", early.subject());
        let late = mail(&none, "2026-04-01");
        assert_ne!(late.subject(), early.subject());
        for body in [late.text(), late.html().into_string()] {
            assert!(body.contains("1 April 2026") && body.contains("/reports"), "{body}");
        }
    }

    #[test]
    fn it_names_who_prepared_the_draft() {
        let draft = Draft {
            year: 2025,
            kind: DocumentKind::Public,
            words: InBoth::default(),
            changed: InBoth::default(),
            prepared_by: "ann@example.org".to_owned(),
            prepared_at: "2026-02-01T09:00:00Z".parse().unwrap(),
        };
        let standing = DocumentStanding { draft: Some(draft), ..DocumentStanding::default() };
        assert!(mail(&standing, "2026-03-02").text().contains("ann@example.org"));
    }
}

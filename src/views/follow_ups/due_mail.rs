//! The daily mail with the follow-ups that are due, sent to who holds them or handles those of the team.
//!
//! The rule: references and days alone, as in every mail about follow-ups.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::follow_ups::mailed::{DueFollowUps, MailedFollowUp};
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::day;
use crate::views::kit::staff_letter::staff_letter;

/// The data of the mail.
pub struct DueMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub today: NaiveDate,
    /// At least one.
    pub due: &'a DueFollowUps,
    /// The base of links, without a trailing slash.
    pub public_url: &'a str,
}

impl DueMail<'_> {
    #[must_use]
    pub fn subject(&self) -> String {
        texts(self.language).follow_up_mail_due_subject(self.due.count)
    }

    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let line = |one| format!("- {}\n  {}", self.line(text, one), self.page(one));
        let mut paragraphs = vec![text.follow_up_mail_due(self.organisation)];
        paragraphs.push(self.due.first.iter().map(line).collect::<Vec<_>>().join("\n"));
        paragraphs.extend(self.rest(text));
        paragraphs.push(format!("{}\n{}", text.follow_up_mail_due_look(), self.absolute(urls::FOLLOW_UPS)));
        paragraphs.push(format!("{}\n{}", text.follow_up_mail_due_why(), self.absolute(urls::ACCOUNT)));
        paragraphs.join("\n\n") + "\n"
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        let (all, account) = (self.absolute(urls::FOLLOW_UPS), self.absolute(urls::ACCOUNT));
        let body = html! {
            p { (text.follow_up_mail_due(self.organisation)) }
            ul { @for one in &self.due.first { li { a href=(self.page(one)) { (self.line(text, one)) } } } }
            @if let Some(rest) = self.rest(text) { p { (rest) } }
            p { (text.follow_up_mail_due_look()) br; a href=(all) { (all) } }
            p { (text.follow_up_mail_due_why()) br; a href=(account) { (account) } }
        };
        staff_letter(self.language, &self.subject(), &body)
    }

    fn line(&self, text: &Texts, one: &MailedFollowUp) -> String {
        let reference = one.reference.as_str();
        if one.was_done {
            text.follow_up_mail_due_reopened(reference)
        } else if one.due_on == self.today {
            text.follow_up_mail_due_today(reference)
        } else {
            text.follow_up_mail_due_overdue(reference, day(self.language, one.due_on))
        }
    }

    /// How many are not named.
    fn rest(&self, text: &Texts) -> Option<String> {
        let named = u64::try_from(self.due.first.len()).unwrap_or(u64::MAX);
        let rest = self.due.count.saturating_sub(named);
        (rest > 0).then(|| text.follow_up_mail_due_more(rest))
    }

    fn page(&self, one: &MailedFollowUp) -> String {
        self.absolute(&urls::follow_up(one.id))
    }

    fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::FollowUpId;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 25).unwrap();

    fn mail(due: &DueFollowUps) -> DueMail<'_> {
        DueMail {
            language: Language::English,
            organisation: "Voorbeeld",
            today: TODAY,
            due,
            public_url: "https://nps.example.org",
        }
    }

    #[test]
    fn a_long_list_is_cut_and_says_how_much_is_left() {
        let one = |number: u128| MailedFollowUp {
            id: FollowUpId(uuid::Uuid::from_u128(number)),
            reference: format!("K-{number}").parse().unwrap(),
            due_on: TODAY,
            owner: None,
            team: None,
            contact_me: false,
            was_done: number == 2,
        };
        let due = DueFollowUps { first: (1..=50).map(one).collect(), count: 52 };
        let long = mail(&due);
        assert_eq!(long.subject(), "52 follow-ups are due");
        for body in [long.text(), long.html().into_string()] {
            assert!(body.contains("K-50: due today") && body.contains("K-2: opened again"), "{body}");
            assert!(body.contains("2 more are on the page."), "{body}");
        }
        let whole = DueFollowUps { count: 50, ..due };
        assert!(!mail(&whole).text().contains("on the page."));
    }
}

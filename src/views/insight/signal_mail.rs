//! The mail about new signals, sent to users who subscribed.

use maud::{Markup, html};

use crate::domain::insight::signal::event::SignalEvent;
use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::views::insight::signals::{months, value, what};
use crate::views::kit::format::whole;
use crate::views::kit::staff_letter::staff_letter;

/// The data of the mail.
pub struct SignalMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    /// The signals that began, newest month first.
    pub events: &'a [&'a SignalEvent],
    /// The absolute URL of the signals page.
    pub page: &'a str,
}

impl SignalMail<'_> {
    /// The subject names the newest month.
    #[must_use]
    pub fn subject(&self) -> String {
        let newest = self.events.first().map(|event| months(self.language, event));
        texts(self.language).signals_mail_subject(newest.unwrap_or_default())
    }

    fn lines(&self) -> Vec<String> {
        let text = texts(self.language);
        let line = |event: &&SignalEvent| {
            let (months, what) = (months(self.language, event), what(self.language, event));
            text.signals_mail_line(
                months,
                what,
                value(self.language, event),
                whole(self.language, event.responses()),
            )
        };
        self.events.iter().map(line).collect()
    }

    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let list: Vec<String> = self.lines().iter().map(|line| format!("- {line}")).collect();
        let paragraphs = [
            text.signals_mail_text(self.organisation),
            list.join("\n"),
            format!("{}\n{}", text.signals_mail_look(), self.page),
            text.signals_mail_why(),
        ];
        paragraphs.join("\n\n") + "\n"
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        let body = html! {
            p { (text.signals_mail_text(self.organisation)) }
            ul { @for line in self.lines() { li { (line) } } }
            p { (text.signals_mail_look()) br; a href=(self.page) { (self.page) } }
            p { (text.signals_mail_why()) }
        };
        staff_letter(self.language, &self.subject(), &body)
    }
}

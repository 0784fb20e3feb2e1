//! The complaints behind a figure of the scoreboard.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::policy::behind::BehindQuery;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::format::{day, moment};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words::kpi_name;
use crate::views::policy::clock::standing;

/// The page's data and its viewer.
pub struct BehindPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub query: &'a BehindQuery,
    pub complaints: &'a [(Reference, Timestamp)],
    /// The query string of the next page.
    pub next: Option<&'a str>,
}

impl BehindPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (text, language) = (texts(self.staff.language), self.staff.language);
        let title = format!("{}: {}", kpi_name(text, self.query.kpi), standing(text, self.query.standing));
        let range = self.query.whole.range;
        self.staff.narrow(&title, html! {
            h1 { (title) }
            p { (text.behind_range(day(language, range.from()), day(language, range.to()))) }
            @if self.complaints.is_empty() { p { (text.behind_none()) } }
            ul { @for (reference, received_at) in self.complaints {
                li { a href=(urls::complaint(reference)) { (reference.as_str()) } " – " (text.behind_received(moment(language, *received_at, self.zone))) }
            } }
            @if let Some(next) = self.next { p { a rel="next" href={ "?" (next) } { (text.behind_next()) } } }
            p { a href=(urls::KPIS) { (text.board_title()) } }
        })
    }
}

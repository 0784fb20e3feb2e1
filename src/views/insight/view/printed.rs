//! The running head of a printed view, so that a sheet of paper says by itself what it shows, and the same below a picture.

use maud::{Markup, html};

use crate::domain::insight::query::Basis;
use crate::domain::time::period::DateRange;
use crate::texts::Texts;
use crate::views::insight::view::View;
use crate::views::kit::format::day;

impl View<'_> {
    /// Organisation, range, filters and the day of printing; the style sheet shows it on paper only.
    pub(super) fn printed(&self, text: &Texts) -> Markup {
        let filters: Vec<String> = self.active(text).into_iter().map(|(_, _, name)| name).collect();
        html! {
            p.printed {
                (self.staff.organisation) " · " (self.range_in_words(text))
                @if !filters.is_empty() { " " (filters.join(", ")) "." }
                " " (text.view_printed(day(self.staff.language, self.norm.today)))
            }
        }
    }

    /// What a picture says below it: whose it is, what it is about, and when it was made.
    pub(in crate::views::insight) fn caption(&self, range: DateRange, text: &Texts) -> String {
        let filters: Vec<String> = self.active(text).into_iter().map(|(_, _, name)| name).collect();
        let filters = if filters.is_empty() { String::new() } else { format!(" {}.", filters.join(", ")) };
        let made = text.download_made(day(self.staff.language, self.norm.today));
        format!("{} · {}{filters} {made}", self.staff.organisation, self.range_of(range, text))
    }

    /// The days that the figures cover.
    pub(in crate::views::insight) fn range_in_words(&self, text: &Texts) -> String {
        self.range_of(self.range(), text)
    }

    fn range_of(&self, range: DateRange, text: &Texts) -> String {
        let (from, to) = self.days_of(range);
        match self.query.whole.basis {
            Basis::Closed => text.view_range_closed(from, to),
            Basis::Answered => text.view_range_answered(from, to),
        }
    }
}

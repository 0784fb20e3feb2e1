//! The running head of a printed view, so that a sheet of paper says by itself what it shows.

use maud::{Markup, html};

use crate::domain::insight::query::Basis;
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

    /// The days that the figures cover.
    pub(in crate::views::insight) fn range_in_words(&self, text: &Texts) -> String {
        let (from, to) = self.days();
        match self.query.whole.basis {
            Basis::Closed => text.view_range_closed(from, to),
            Basis::Answered => text.view_range_answered(from, to),
        }
    }
}

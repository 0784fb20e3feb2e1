//! The range of a view: those that have a name, and those before and after it, as links.

use maud::{Markup, html};

use crate::domain::insight::query::presets::{Preset, after, before};
use crate::texts::Texts;
use crate::views::insight::view::View;

impl View<'_> {
    pub(super) fn picker(&self, text: &Texts) -> Markup {
        let (range, today) = (self.query.whole.range, self.norm.today);
        // Before all years there is nothing.
        let earlier = before(range, today).filter(|_| self.query.preset != Some(Preset::All));
        html! {
            nav.choices.picker aria-label=(text.view_range()) {
                @for (preset, name) in names(text) {
                    a href={ "?" (self.query.over(preset)) } aria-current=[(self.query.preset == Some(preset)).then_some("true")] { (name) }
                    " "
                }
                @if let Some(earlier) = earlier { a rel="prev" href={ "?" (self.query.within(earlier)) } { "‹ " (text.view_earlier()) } " " }
                @if let Some(later) = after(range, today) { a rel="next" href={ "?" (self.query.within(later)) } { (text.view_later()) " ›" } }
            }
        }
    }
}

fn names(text: &Texts) -> [(Preset, String); 6] {
    [
        (Preset::TwelveMonths, text.view_range_twelve_months()),
        (Preset::ThisYear, text.view_range_this_year()),
        (Preset::LastQuarter, text.view_range_last_quarter()),
        (Preset::QuarterLastYear, text.view_range_quarter_last_year()),
        (Preset::LastMonth, text.view_range_last_month()),
        (Preset::All, text.view_range_all()),
    ]
}

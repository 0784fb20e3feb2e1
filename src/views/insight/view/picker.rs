//! The range of a view: those that have a name, and those before and after it, as links.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::presets::{Preset, after, compared};
use crate::texts::Texts;
use crate::views::insight::view::View;

/// The ranges as the page offers them.
const ORDER: [Preset; 6] = [
    Preset::TwelveMonths,
    Preset::ThisYear,
    Preset::LastQuarter,
    Preset::QuarterLastYear,
    Preset::LastMonth,
    Preset::All,
];

impl View<'_> {
    pub(super) fn picker(&self, text: &Texts) -> Markup {
        range_links(self.query, self.norm.today, text, &|query| format!("?{query}"))
    }
}

/// Links to the ranges; `address` is that of the page with the query string of a view.
pub(in crate::views) fn range_links(
    query: &DashboardQuery,
    today: NaiveDate,
    text: &Texts,
    address: &dyn Fn(&str) -> String,
) -> Markup {
    let range = query.whole.range;
    let earlier = compared(query.preset, range, today);
    html! {
        nav.choices.picker aria-label=(text.view_range()) {
            @for preset in ORDER {
                a href=(address(&query.over(preset))) aria-current=[(query.preset == Some(preset)).then_some("true")] { (preset_name(text, preset)) }
                " "
            }
            @if let Some(earlier) = earlier { a rel="prev" href=(address(&query.within(earlier))) { "‹ " (text.view_earlier()) } " " }
            @if let Some(later) = after(range, today) { a rel="next" href=(address(&query.within(later))) { (text.view_later()) " ›" } }
        }
    }
}

/// The name of a range, as a choice.
pub(in crate::views::insight) fn preset_name(text: &Texts, preset: Preset) -> String {
    match preset {
        Preset::TwelveMonths => text.view_range_twelve_months(),
        Preset::ThisYear => text.view_range_this_year(),
        Preset::LastQuarter => text.view_range_last_quarter(),
        Preset::QuarterLastYear => text.view_range_quarter_last_year(),
        Preset::LastMonth => text.view_range_last_month(),
        Preset::All => text.view_range_all(),
    }
}

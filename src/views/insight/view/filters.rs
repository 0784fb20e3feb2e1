//! The form of a view, whose whole state is in the query string.
//!
//! The rule: the form shows what is in force, so that sending it unchanged changes nothing.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::dashboard::{DashboardQuery, UNKNOWN};
use crate::domain::insight::query::presets::Preset;
use crate::domain::time::period::Granularity;
use crate::texts::Texts;
use crate::views::insight::view::{View, basis_name, interval_name};
use crate::views::kit::words;

/// The lengths of the rolling windows that the form lists, in periods.
const WINDOWS: [u32; 6] = [2, 3, 4, 6, 12, 24];

impl View<'_> {
    pub(super) fn filters(&self, text: &Texts) -> Markup {
        html! {
            (self.chips(text))
            details.filters open[!self.mistakes.is_empty()] {
                summary { (text.view_filters()) }
                form.boxed method="get" action=(self.staff.user.here) {
                    div.fields {
                        (self.day("from", text))
                        (self.day("to", text))
                        (self.select("interval", text, &self.intervals(text)))
                        (self.select("basis", text, &self.bases(text)))
                        (self.select("rolling", text, &self.windows(text)))
                    }
                    @for &dimension in Dimension::ALL { (self.values_of(dimension, text)) }
                    @if let Some(preset) = self.query.preset.filter(|preset| *preset != Preset::USUAL) {
                        input type="hidden" name="range" value=(preset.name());
                    }
                    @for kept in ["confidence", "cut"] {
                        @if let Some(value) = self.query.typed(kept) { input type="hidden" name=(kept) value=(value); }
                    }
                    button type="submit" { (text.view_apply()) }
                    " " a href=(self.staff.user.here) { (text.view_reset()) }
                }
            }
        }
    }

    /// A day of the range: as typed, else the one in force.
    fn day(&self, name: &str, text: &Texts) -> Markup {
        let range = self.range();
        let in_force = if name == "from" { range.from() } else { range.to() };
        let value = self.query.typed(name).map_or_else(|| in_force.to_string(), str::to_owned);
        html! {
            div class=[self.is_wrong(name).then_some("wrong")] {
                label for=(name) { (words::field(text, name)) }
                (self.mistake_at(name, text))
                input id=(name) type="date" name=(name) value=(value) aria-invalid=[self.invalid(name)] aria-describedby=[self.described(name)];
            }
        }
    }

    fn select(&self, name: &str, text: &Texts, options: &Markup) -> Markup {
        html! {
            div class=[self.is_wrong(name).then_some("wrong")] {
                label for=(name) { (words::field(text, name)) }
                (self.mistake_at(name, text))
                select id=(name) name=(name) aria-invalid=[self.invalid(name)] aria-describedby=[self.described(name)] { (options) }
            }
        }
    }

    fn invalid(&self, name: &str) -> Option<&'static str> {
        self.is_wrong(name).then_some("true")
    }

    fn described(&self, name: &str) -> Option<String> {
        self.is_wrong(name).then(|| format!("{name}-error"))
    }

    fn intervals(&self, text: &Texts) -> Markup {
        html! {
            @for &interval in Granularity::ALL {
                @if let Some(name) = interval_name(text, interval) {
                    option value=(interval.name()) selected[interval == self.query.asked_interval()] { (name) }
                }
            }
        }
    }

    fn bases(&self, text: &Texts) -> Markup {
        html! {
            @for &basis in Basis::ALL {
                option value=(basis.name()) selected[self.query.whole.basis == basis] { (basis_name(text, basis)) }
            }
        }
    }

    fn windows(&self, text: &Texts) -> Markup {
        let given = self.query.typed("rolling").and_then(|number| number.parse::<u32>().ok());
        let own = given.filter(|number| *number > 1 && !WINDOWS.contains(number));
        html! {
            option value="" selected[given.is_none()] { (text.view_rolling_usual()) }
            option value="1" selected[given == Some(1)] { (text.view_rolling_none()) }
            @for window in WINDOWS.into_iter().chain(own) {
                option value=(window) selected[given == Some(window)] { (text.view_rolling_periods(window.to_string())) }
            }
        }
    }

    fn chips(&self, text: &Texts) -> Markup {
        chips(self.query, text, &|query| format!("?{query}"))
    }

    /// The active filters: dimension, value as in the query string, and both in words.
    pub(super) fn active(&self, text: &Texts) -> Vec<(Dimension, &str, String)> {
        active(self.query, text)
    }
}

/// The active filters, each with a link that removes it; `address` is that of the page with the query string of a view.
pub(in crate::views) fn chips(
    query: &DashboardQuery,
    text: &Texts,
    address: &dyn Fn(&str) -> String,
) -> Markup {
    let active = active(query, text);
    html! {
        @if !active.is_empty() {
            p.filtered {
                (text.view_active())
                @for (dimension, value, name) in &active {
                    " " a.chip href=(address(&query.without(dimension.name(), value))) aria-label=(text.view_remove(name.as_str())) {
                        (name) span { " ×" }
                    }
                }
            }
        }
    }
}

/// The active filters of a view: dimension, value as in the query string, and both in words.
pub(in crate::views) fn active<'a>(
    query: &'a DashboardQuery,
    text: &Texts,
) -> Vec<(Dimension, &'a str, String)> {
    let of_dimension = move |dimension: &Dimension| {
        let dimension = *dimension;
        let values = query.values(dimension.name());
        let named = values.map(move |value| {
            let plain = if value == UNKNOWN { "" } else { value };
            let name = words::value(text, dimension, plain);
            (dimension, value, format!("{}: {name}", words::dimension(text, dimension)))
        });
        named.collect::<Vec<_>>()
    };
    Dimension::ALL.iter().flat_map(of_dimension).collect()
}

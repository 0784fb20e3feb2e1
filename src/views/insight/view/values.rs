//! The values of one filter: boxes to tick, and where there are too many of them a field for one more.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::MOST_FILTER_VALUES;
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::texts::Texts;
use crate::views::insight::view::View;
use crate::views::kit::words;

/// The most values that have a box each.
const MOST_BOXES: usize = 24;
/// The most values in a list: a longer one would make a page heavy that is read far more often than filtered.
const MOST_LISTED: usize = 40;

impl View<'_> {
    /// The filter on one dimension; empty markup if there is nothing to choose.
    pub(super) fn values_of(&self, dimension: Dimension, text: &Texts) -> Markup {
        let offered = self.offered.get(&dimension).map(Vec::as_slice).unwrap_or_default();
        let mut chosen = self.query.all_typed(dimension.name());
        chosen.truncate(MOST_FILTER_VALUES);
        if offered.len() < 2 && chosen.is_empty() {
            return html! {};
        }
        let name = words::capitalised(&words::dimension(text, dimension));
        let is_wrong = self.is_wrong(dimension.name());
        html! {
            details.values.wrong[is_wrong] id=(dimension.name()) open[is_wrong || !chosen.is_empty()] {
                summary { (name) @if !chosen.is_empty() { " (" (chosen.len()) ")" } }
                (self.mistake_at(dimension.name(), text))
                div.points role="group" aria-label=(name) {
                    @if offered.len() > MOST_BOXES {
                        @for value in &chosen { (tick(dimension, value, true, text)) }
                        (self.one_more(dimension, offered, &chosen, text))
                    } @else {
                        @for value in offered { (tick(dimension, parameter(value), chosen.contains(&parameter(value)), text)) }
                        @for value in chosen.iter().filter(|value| !offered.iter().any(|other| parameter(other) == **value)) {
                            (tick(dimension, value, true, text))
                        }
                    }
                }
            }
        }
    }

    /// A list for one value more, or a field to type it into.
    fn one_more(&self, dimension: Dimension, offered: &[String], chosen: &[&str], text: &Texts) -> Markup {
        let label = text.view_one_more(words::dimension(text, dimension));
        html! {
            @if offered.len() > self.most_offered.min(MOST_LISTED) {
                input type="text" name=(dimension.name()) aria-label=(label);
            } @else {
                select name=(dimension.name()) aria-label=(label) {
                    option value="" { (label) }
                    @for value in offered.iter().map(|value| parameter(value)).filter(|value| !chosen.contains(value)) {
                        @let name = name_of(dimension, value, text);
                        @if name == value { option { (name) } } @else { option value=(value) { (name) } }
                    }
                }
            }
        }
    }
}

fn tick(dimension: Dimension, value: &str, is_chosen: bool, text: &Texts) -> Markup {
    html! {
        label {
            input type="checkbox" name=(dimension.name()) value=(value) checked[is_chosen];
            (name_of(dimension, value, text))
        }
    }
}

fn name_of(dimension: Dimension, value: &str, text: &Texts) -> String {
    words::value(text, dimension, if value == UNKNOWN { "" } else { value })
}

/// A value as in the query string.
fn parameter(value: &str) -> &str {
    if value.is_empty() { UNKNOWN } else { value }
}

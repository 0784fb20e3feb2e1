//! A figure before and after a measure: a row for whom it concerns and one for the rest, each with an open dot for before
//! and a filled one for after, with their intervals.
//!
//! Before and after are told apart by shape as well as by place, so that colour is never needed. A group without a figure
//! keeps its row, empty. The table beside it holds the same numbers.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::chart::forest::shortened;
use crate::views::kit::chart::whole_points;
use crate::views::kit::format::decimal;
use crate::views::kit::scale::{Scale, ticks};

const WIDTH: f64 = 760.0;
const ROW: f64 = 54.0;
const TOP: f64 = 6.0;
const BOTTOM: f64 = 26.0;
const NAMES: f64 = 190.0;
const VALUES: f64 = 120.0;
/// How far before and after lie from the middle of their row.
const SHIFT: f64 = 11.0;

/// A value with its limits (value, low, high), in points or percentage points.
pub type Value = (f64, f64, f64);

/// One group.
pub struct GroupRow {
    pub name: String,
    /// `None` where it is hidden or where there is nothing.
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// What is written in the drawing.
pub struct Captions<'a> {
    pub title: &'a str,
    /// The conclusion as text, for readers who cannot see the drawing.
    pub description: &'a str,
    pub before: &'a str,
    pub after: &'a str,
    /// Whether the values are shares in per cent; else they are points.
    pub is_share: bool,
}

impl Captions<'_> {
    /// A number with the sign of its unit; points have none.
    fn with_unit(&self, number: String) -> String {
        if self.is_share { format!("{number}\u{a0}%") } else { number }
    }
}

/// The drawing.
#[must_use]
pub fn before_after(language: Language, captions: &Captions<'_>, rows: &[GroupRow]) -> Drawing {
    let values = rows.iter().flat_map(|row| [row.before, row.after]).flatten();
    let ends: Vec<f64> = values.flat_map(|(_, low, high)| [low, high]).collect();
    let ticks = ticks(ends.iter().copied().fold(0.0, f64::min), ends.iter().copied().fold(0.0, f64::max));
    let from = (ticks.first().copied().unwrap_or(-100.0), ticks.last().copied().unwrap_or(100.0));
    let x = Scale { from, to: (NAMES, WIDTH - VALUES) };
    let bottom = TOP + ROW * rows.len() as f64;
    let body = html! {
        title id="effect-title" { (captions.title) }
        desc id="effect-text" { (captions.description) }
        g.grid {
            @for value in &ticks {
                line class=[(*value == 0.0).then_some("zero")] x1=(x.place(*value)) x2=(x.place(*value)) y1=(TOP) y2=(bottom) {}
                text x=(x.place(*value)) y=(bottom + 18.0) text-anchor="middle" { (captions.with_unit(whole_points(*value))) }
            }
        }
        @for (index, row) in rows.iter().enumerate() {
            @let middle = TOP + ROW * index as f64 + ROW / 2.0;
            text x="0" y=(middle + 4.0) { (shortened(&row.name)) title { (row.name) } }
            @if let Some(value) = row.before { (mark(language, x, value, captions, (middle - SHIFT, true))) }
            @if let Some(value) = row.after { (mark(language, x, value, captions, (middle + SHIFT, false))) }
        }
    };
    let size = (WIDTH, bottom + BOTTOM);
    let labelled_by = "effect-title effect-text".to_owned();
    Drawing { class: "chart forest", size, labelled_by, body, links: None }
}

/// A value with its interval; `(height, is_before)` says where it stands, and which of the two it is.
fn mark(
    language: Language,
    x: Scale,
    (value, low, high): Value,
    captions: &Captions<'_>,
    (height, is_before): (f64, bool),
) -> Markup {
    let when = if is_before { captions.before } else { captions.after };
    html! {
        line.whisker x1=(x.place(low)) x2=(x.place(high)) y1=(height) y2=(height) {}
        circle.provisional[is_before] cx=(x.place(value)) cy=(height) r="5" {}
        text x=(WIDTH - VALUES + 12.0) y=(height + 4.0) { (when) " " (captions.with_unit(decimal(language, value))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_both_dots_and_one_without_figures_keeps_its_row() {
        let rows = [
            GroupRow {
                name: "Zuid".to_owned(),
                before: Some((-20.0, -30.0, -10.0)),
                after: Some((4.0, -8.0, 16.0)),
            },
            GroupRow { name: "De rest".to_owned(), before: None, after: None },
        ];
        let captions = Captions {
            title: "Ervoor en erna",
            description: "Zuid steeg",
            before: "ervoor",
            after: "erna",
            is_share: false,
        };
        let drawn = before_after(Language::Dutch, &captions, &rows);
        let written = drawn.body.into_string();
        let count = |part: &str| written.matches(part).count();
        assert_eq!((count("class=\"whisker\""), count("<circle"), count("class=\"provisional\"")), (2, 2, 1));
        assert!(written.contains("erna 4,0") && written.contains("ervoor \u{2212}20,0"), "{written}");
        assert!(written.contains("De rest") && !written.contains('%'), "{written}");
        let shares = before_after(Language::Dutch, &Captions { is_share: true, ..captions }, &rows);
        let written = shares.body.into_string();
        assert!(written.contains("erna 4,0\u{a0}%") && written.contains(">0\u{a0}%</text>"), "{written}");
    }
}

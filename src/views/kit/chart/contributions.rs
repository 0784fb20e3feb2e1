//! Contributions to a difference as bars to both sides of zero: for each group one bar by mix and one within.
//!
//! The two bars differ in lightness and in place, so that colour alone says nothing.

use maud::{Markup, html};

use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::chart::forest::shortened;
use crate::views::kit::chart::whole_points;
use crate::views::kit::scale::{Scale, rounded, ticks};

const WIDTH: f64 = 760.0;
/// A name stands above its bars, so that both fit a telephone, whose letters are twice as large.
const ROW: f64 = 60.0;
const NAME: f64 = 30.0;
const BAR: f64 = 12.0;
const TOP: f64 = 2.0;
const BOTTOM: f64 = 32.0;
/// Half the width of a number on the axis, on both sides.
const SIDE: f64 = 40.0;

/// The contributions of one group, in points.
pub struct ContributionRow {
    pub name: String,
    /// What the row says when it is pointed at.
    pub title: String,
    pub mix: f64,
    pub within: f64,
}

/// The bars as inline SVG.
#[must_use]
pub fn contributions(labelled_by: &str, rows: &[ContributionRow]) -> Drawing {
    let ends = || rows.iter().flat_map(|row| [row.mix, row.within]);
    let (low, high) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    let ticks = ticks(low, high);
    let from = ticks.first().copied().unwrap_or(low).min(low);
    let to = ticks.last().copied().unwrap_or(high).max(high);
    let x = Scale { from: (from, to), to: (SIDE, WIDTH - SIDE) };
    let bottom = TOP + ROW * rows.len() as f64;
    let body = html! {
        g.grid {
            @for value in &ticks {
                line class=[(*value == 0.0).then_some("zero")] x1=(x.place(*value)) x2=(x.place(*value)) y1=(TOP) y2=(bottom) {}
                text x=(x.place(*value)) y=(bottom + 24.0) text-anchor="middle" { (whole_points(*value)) }
            }
        }
        @for (index, row) in rows.iter().enumerate() {
            @let top = TOP + ROW * index as f64 + NAME;
            g {
                title { (row.title) }
                text x="0" y=(top - 7.0) { (shortened(&row.name)) }
                (bar(x, row.mix, top, "band"))
                (bar(x, row.within, top + BAR, "mark"))
            }
        }
    };
    let size = (WIDTH, bottom + BOTTOM);
    Drawing { class: "chart contributions", size, labelled_by: labelled_by.to_owned(), body, links: None }
}

fn bar(x: Scale, value: f64, top: f64, class: &str) -> Markup {
    let (zero, end) = (x.place(0.0), x.place(value));
    html! {
        @if value != 0.0 {
            rect class=(class) x=(zero.min(end)) width=(rounded((end - zero).abs())) y=(top) height=(BAR) {}
        }
    }
}

//! A forest plot: one row per segment, its NPS as a square, its interval as a line, and the NPS of all as a dashed
//! line.
//!
//! All squares have the same size: the number of responses shows in the width of the interval and is in the table. A second
//! figure of a segment, at equal outcomes, is an open dot below the first.

use maud::html;

use crate::domain::people::language::Language;
use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::chart::whole_points;
use crate::views::kit::format::decimal;
use crate::views::kit::scale::{Scale, ticks};

const WIDTH: f64 = 760.0;
const ROW: f64 = 28.0;
const TOP: f64 = 6.0;
const BOTTOM: f64 = 26.0;
const NAMES: f64 = 190.0;
const VALUES: f64 = 70.0;
/// How far the two figures of one segment lie from the middle of its row.
const SHIFT: f64 = 6.0;

/// One segment.
pub struct ForestRow {
    pub name: String,
    /// NPS and its limits (low, high) in points; `None` if hidden or empty.
    pub value: Option<(f64, f64, f64)>,
    /// What stands in the place of a value that is not there.
    pub unshown: String,
    /// It differs significantly from the rest.
    pub stands_out: bool,
    /// What the mark says when it is pointed at.
    pub title: String,
    pub beside: Option<Beside>,
}

/// A second figure of a segment.
pub struct Beside {
    /// With its limits (low, high) in points.
    pub value: (f64, f64, f64),
    pub title: String,
}

/// The plot as inline SVG; `whole` is the NPS of all segments combined, in points.
#[must_use]
pub fn forest(language: Language, labelled_by: &str, rows: &[ForestRow], whole: Option<f64>) -> Drawing {
    let shown = rows.iter().flat_map(|row| [row.value, row.beside.as_ref().map(|beside| beside.value)]);
    let ends: Vec<f64> = shown.flatten().flat_map(|(_, low, high)| [low, high]).collect();
    let ticks = ticks(ends.iter().copied().fold(0.0, f64::min), ends.iter().copied().fold(0.0, f64::max));
    let from = (ticks.first().copied().unwrap_or(-100.0), ticks.last().copied().unwrap_or(100.0));
    let x = Scale { from, to: (NAMES, WIDTH - VALUES) };
    let bottom = TOP + ROW * rows.len() as f64;
    let body = html! {
        g.grid {
            @for value in &ticks {
                line class=[(*value == 0.0).then_some("zero")] x1=(x.place(*value)) x2=(x.place(*value)) y1=(TOP) y2=(bottom) {}
                text x=(x.place(*value)) y=(bottom + 18.0) text-anchor="middle" { (whole_points(*value)) }
            }
        }
        @if let Some(whole) = whole {
            line.break x1=(x.place(whole)) x2=(x.place(whole)) y1=(TOP) y2=(bottom) { title { (decimal(language, whole)) } }
        }
        @for (index, row) in rows.iter().enumerate() {
            @let middle = TOP + ROW * index as f64 + ROW / 2.0;
            text x="0" y=(middle + 4.0) { (shortened(&row.name)) @if row.name.chars().count() > LONGEST_NAME { title { (row.name) } } }
            @if let Some((nps, low, high)) = row.value {
                @let line = if row.beside.is_some() { middle - SHIFT } else { middle };
                g {
                    title { (row.title) }
                    line.whisker x1=(x.place(low)) x2=(x.place(high)) y1=(line) y2=(line) {}
                    @if row.stands_out {
                        path.signal d=(format!("M{},{}l7,7l-7,7l-7,-7z", x.place(nps), line - 7.0)) {}
                    } @else {
                        rect.mark x=(x.place(nps) - 4.5) y=(line - 4.5) width="9" height="9" {}
                    }
                    text x=(WIDTH - VALUES + 12.0) y=(middle + 4.0) { (decimal(language, nps)) }
                }
                @if let Some(Beside { value: (nps, low, high), title }) = &row.beside {
                    g {
                        title { (title) }
                        line.whisker x1=(x.place(*low)) x2=(x.place(*high)) y1=(middle + SHIFT) y2=(middle + SHIFT) {}
                        circle.provisional cx=(x.place(*nps)) cy=(middle + SHIFT) r="4" {}
                    }
                }
            } @else {
                text x=(WIDTH - VALUES + 12.0) y=(middle + 4.0) { (row.unshown) }
            }
        }
    };
    let size = (WIDTH, bottom + BOTTOM);
    Drawing { class: "chart forest", size, labelled_by: labelled_by.to_owned(), body, links: None }
}

/// The maximum length of a name, in characters.
const LONGEST_NAME: usize = 26;

pub(super) fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    name.chars().take(LONGEST_NAME - 1).chain(['…']).collect()
}

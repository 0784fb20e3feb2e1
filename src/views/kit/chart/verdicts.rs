//! Verdicts against their norm: a row for each period, its NPS as the shape of the verdict, its interval as a line, and the
//! norm of that period as a tick across the row.
//!
//! Verdicts are told apart by shape, as in the chart of a back-test. A period without figures keeps its row, empty.

use maud::{Markup, html};

use crate::statistics::verdict::Verdict;
use crate::views::kit::chart::backtest::shape;
use crate::views::kit::chart::whole_points;
use crate::views::kit::scale::{Scale, ticks};

const WIDTH: f64 = 640.0;
const ROW: f64 = 30.0;
const TOP: f64 = 4.0;
const BOTTOM: f64 = 24.0;
const NAMES: f64 = 170.0;
const RIGHT: f64 = 16.0;

/// One period.
pub struct VerdictRow {
    pub name: String,
    /// NPS and its limits (low, high) in points; `None` if they are not told.
    pub value: Option<(f64, f64, f64)>,
    /// In points.
    pub norm: f64,
    pub verdict: Verdict,
    /// The whole of it in words.
    pub title: String,
}

/// The picture as inline SVG.
#[must_use]
pub fn verdicts(title: &str, rows: &[VerdictRow]) -> Markup {
    let ends = rows.iter().filter_map(|row| row.value).flat_map(|(_, low, high)| [low, high]);
    let ends: Vec<f64> = ends.chain(rows.iter().map(|row| row.norm)).collect();
    let ticks = ticks(ends.iter().copied().fold(0.0, f64::min), ends.iter().copied().fold(0.0, f64::max));
    let from = (ticks.first().copied().unwrap_or(-100.0), ticks.last().copied().unwrap_or(100.0));
    let x = Scale { from, to: (NAMES, WIDTH - RIGHT) };
    let bottom = TOP + ROW * rows.len() as f64;
    html! {
        svg.chart.verdicts role="img" aria-labelledby="verdicts-title" viewBox=(format!("0 0 {WIDTH} {}", bottom + BOTTOM)) {
            title id="verdicts-title" { (title) }
            g.grid {
                @for value in &ticks {
                    line class=[(*value == 0.0).then_some("zero")] x1=(x.place(*value)) x2=(x.place(*value)) y1=(TOP) y2=(bottom) {}
                    text x=(x.place(*value)) y=(bottom + 18.0) text-anchor="middle" { (whole_points(*value)) }
                }
            }
            @for (index, row) in rows.iter().enumerate() {
                @let top = TOP + ROW * index as f64;
                @let middle = top + ROW / 2.0;
                g {
                    title { (row.title) }
                    text x="0" y=(middle + 4.0) { (row.name) }
                    line.norm x1=(x.place(row.norm)) x2=(x.place(row.norm)) y1=(top + 2.0) y2=(top + ROW - 2.0) {}
                    @if let Some((nps, low, high)) = row.value {
                        line.whisker x1=(x.place(low)) x2=(x.place(high)) y1=(middle) y2=(middle) {}
                        (shape(row.verdict, x.place(nps), middle))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: Option<(f64, f64, f64)>, verdict: Verdict) -> VerdictRow {
        VerdictRow { name: "2025".to_owned(), value, norm: -10.0, verdict, title: "2025: said".to_owned() }
    }

    #[test]
    fn each_period_has_its_norm_and_those_that_are_told_their_interval() {
        let rows = [
            row(Some((17.0, 1.0, 33.0)), Verdict::Met),
            row(Some((-60.0, -72.0, -48.0)), Verdict::NotMet),
            row(None, Verdict::Insufficient),
        ];
        let drawn = verdicts("Verdicts", &rows).into_string();
        let count = |part: &str| drawn.matches(part).count();
        assert_eq!((count("class=\"norm\""), count("class=\"whisker\"")), (3, 2), "{drawn}");
        assert_eq!((count("class=\"verdict\""), count("<title>2025: said</title>")), (2, 3), "{drawn}");
    }
}

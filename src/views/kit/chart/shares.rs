//! A share by period with its interval as a band, from zero, with vertical marks at days that matter.
//!
//! A period that is hidden or has nothing leaves a gap. The value of the newest period stands beside the line instead of a
//! legend. The table below holds the same numbers, and the page names the marks in words.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::time::period::Granularity;
use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::chart::markers::Markers;
use crate::views::kit::chart::time_axis::{FOOT, TimeAxis};
use crate::views::kit::format::percentage;
use crate::views::kit::scale::{Scale, ticks};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 264.0;
const LEFT: f64 = 88.0;
const RIGHT: f64 = 124.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = FOOT;

/// A month.
#[derive(Clone, Copy, Debug)]
pub struct SharePoint {
    pub from: NaiveDate,
    /// The share and its limits (low, high), all 0..=1; `None` if it is hidden or there is none.
    pub value: Option<(f64, f64, f64)>,
    pub is_provisional: bool,
}

/// A chart of shares by month.
pub struct ShareChart<'a> {
    pub language: Language,
    pub title: &'a str,
    /// The conclusion as text, for readers who cannot see the drawing.
    pub description: &'a str,
    pub points: &'a [SharePoint],
    /// Days with a vertical mark, each with what happened; the number at the mark is its place in this list.
    pub marks: &'a [(NaiveDate, String)],
}

/// A point in SVG units.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    share: f64,
    low: f64,
    high: f64,
    is_provisional: bool,
}

impl ShareChart<'_> {
    #[must_use]
    pub fn render(&self) -> Drawing {
        let most = self.points.iter().filter_map(|point| point.value).map(|(_, _, high)| 100.0 * high);
        let ticks = ticks(0.0, most.fold(0.0, f64::max));
        let top = ticks.last().copied().unwrap_or(100.0);
        let y = Scale { from: (0.0, top / 100.0), to: (HEIGHT - BOTTOM, TOP) };
        let last = self.points.len().saturating_sub(1).max(1) as f64;
        let x = Scale { from: (0.0, last), to: (LEFT + 14.0, WIDTH - RIGHT) };
        let body = html! {
            title id="shares-title" { (self.title) }
            desc id="shares-text" { (self.description) }
            (grid(&ticks, y))
            (self.months(x))
            (self.marks(x))
            @for run in self.runs(x, y) { (draw_run(&run)) }
            (self.label(x, y))
        };
        let labelled_by = "shares-title shares-text".to_owned();
        Drawing { class: "chart timed shares", size: (WIDTH, HEIGHT), labelled_by, body, links: None }
    }

    fn months(&self, x: Scale) -> Markup {
        TimeAxis {
            language: self.language,
            interval: Granularity::Month,
            from: self.points.iter().map(|point| point.from).collect(),
            first: x.place(0.0),
            step: (x.to.1 - x.to.0) / (x.from.1 - x.from.0),
            bottom: HEIGHT,
        }
        .render()
    }

    fn marks(&self, x: Scale) -> Markup {
        let from = self.points.iter().map(|point| point.from).collect();
        Markers { marks: self.marks, from, x, top: TOP, bottom: HEIGHT - BOTTOM }.render()
    }

    /// The runs of consecutive months that have a value.
    fn runs(&self, x: Scale, y: Scale) -> Vec<Vec<Place>> {
        let places = self.points.iter().enumerate().map(|(index, point)| {
            point.value.map(|(share, low, high)| Place {
                x: x.place(index as f64),
                share: y.place(share),
                low: y.place(low),
                high: y.place(high),
                is_provisional: point.is_provisional,
            })
        });
        let places: Vec<Option<Place>> = places.collect();
        places.split(Option::is_none).map(|run| run.iter().flatten().copied().collect()).collect()
    }

    /// The value of the newest month that has one.
    fn label(&self, x: Scale, y: Scale) -> Markup {
        let mut newest = self.points.iter().enumerate().rev();
        let newest = newest.find_map(|(index, point)| Some((index, point.value?.0)));
        html! {
            @if let Some((index, share)) = newest {
                text.label x=(x.place(index as f64) + 10.0) y=(y.place(share) + 5.0) { (percentage(self.language, share)) }
            }
        }
    }
}

fn grid(ticks: &[f64], y: Scale) -> Markup {
    html! {
        g.grid {
            @for value in ticks {
                @let place = y.place(value / 100.0);
                line class=[(*value == 0.0).then_some("zero")] x1=(LEFT) x2=(WIDTH - RIGHT) y1=(place) y2=(place) {}
                text x=(LEFT - 8.0) y=(place + 4.0) text-anchor="end" { (value) " %" }
            }
        }
    }
}

fn draw_run(run: &[Place]) -> Markup {
    let upper = run.iter().map(|place| format!("{},{}", place.x, place.high));
    let lower = run.iter().rev().map(|place| format!("{},{}", place.x, place.low));
    let band: Vec<String> = upper.chain(lower).collect();
    let line: Vec<String> = run.iter().map(|place| format!("{},{}", place.x, place.share)).collect();
    html! {
        @if let [alone] = run {
            line.whisker x1=(alone.x) x2=(alone.x) y1=(alone.high) y2=(alone.low) {}
        } @else if !run.is_empty() {
            polygon.band points=(band.join(" ")) {}
            polyline.line points=(line.join(" ")) {}
        }
        @for place in run { circle.provisional[place.is_provisional] cx=(place.x) cy=(place.share) r="3.5" {} }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_without_a_share_leaves_a_gap_and_a_mark_stands_before_its_month() {
        let month =
            |from: &str, value| SharePoint { from: from.parse().unwrap(), value, is_provisional: false };
        let some = Some((0.2, 0.1, 0.4));
        let points = [
            month("2026-01-01", some),
            month("2026-02-01", some),
            month("2026-03-01", None),
            month("2026-04-01", some),
        ];
        let marks = [("2026-02-10".parse().unwrap(), "<b>".to_owned())];
        let chart = ShareChart {
            language: Language::English,
            title: "t",
            description: "d",
            points: &points,
            marks: &marks,
        };
        let drawn = chart.render().body.into_string();
        assert_eq!((drawn.matches("<polyline").count(), drawn.matches("class=\"whisker\"").count()), (1, 1));
        assert_eq!(drawn.matches("<circle").count(), 3);
        assert!(drawn.contains("&lt;b&gt;") && drawn.contains("20.0\u{a0}%"), "{drawn}");
    }
}

//! The shares of promoters, passives and detractors in each period, as stacked bars.
//!
//! Detractors are at the bottom and promoters at the top, so that each group has a straight edge to be compared along.
//! Each part has an outline, since pale fills alone have too little contrast (WCAG 1.4.11). A period that is hidden has a cross
//! at its foot, as in the chart of NPS, so that it does not look like one without responses.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::insight::visible::Visible;
use crate::domain::people::language::Language;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::tally::Counts;
use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::chart::time_axis::{FOOT, TimeAxis};
use crate::views::kit::format::{per_cent, percentage, period_or_days};
use crate::views::kit::scale::{Scale, rounded};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 234.0;
const LEFT: f64 = 88.0;
const RIGHT: f64 = 156.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = FOOT;

/// A chart of the three groups.
pub struct Composition<'a> {
    pub language: Language,
    pub interval: Granularity,
    pub today: NaiveDate,
    /// The `id` of the element that is the title.
    pub labelled_by: &'a str,
    /// The counts of each period.
    pub periods: &'a [(DateRange, Visible<Counts>)],
    /// What is said of a period that is hidden.
    pub hidden_label: &'a str,
    /// The names of the groups: promoters, passives, detractors.
    pub names: [String; 3],
}

/// A part of a bar: its start and its share of the whole, both 0..=1.
struct Part<'a> {
    class: &'static str,
    name: &'a str,
    begin: f64,
    share: f64,
}

impl Composition<'_> {
    #[must_use]
    pub fn render(&self) -> Drawing {
        let y = Scale { from: (0.0, 1.0), to: (HEIGHT - BOTTOM, TOP) };
        let slot = (WIDTH - LEFT - RIGHT) / self.periods.len().max(1) as f64;
        let axis = TimeAxis {
            language: self.language,
            interval: self.interval,
            from: self.periods.iter().map(|(range, _)| range.from()).collect(),
            first: LEFT + slot / 2.0,
            step: slot,
            bottom: HEIGHT,
        };
        let body = html! {
            g.grid {
                @for share in [0.0, 0.5, 1.0] {
                    line x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y.place(share)) y2=(y.place(share)) {}
                    text x=(LEFT - 8.0) y=(y.place(share) + 4.0) text-anchor="end" { (per_cent(share)) " %" }
                }
            }
            @for (index, (range, counts)) in self.periods.iter().enumerate() {
                @let left = LEFT + slot * index as f64;
                @match counts {
                    Visible::Shown(counts) => (self.bar(left, slot, *range, counts, y)),
                    Visible::TooSmall => (self.cross(left + slot / 2.0, *range)),
                    Visible::Nothing => {}
                }
            }
            (axis.render())
            @if let Some(counts) = self.periods.iter().rev().find_map(|(_, counts)| counts.shown()) { (self.labels(counts, y)) }
        };
        let labelled_by = self.labelled_by.to_owned();
        Drawing { class: "chart timed stack", size: (WIDTH, HEIGHT), labelled_by, body, links: None }
    }

    /// The parts of a bar, bottom to top.
    fn parts(&self, counts: &Counts) -> Vec<Part<'_>> {
        let [promoters, passives, detractors] = &self.names;
        let all = counts.responses().max(1) as f64;
        let parts = [
            ("detractors", detractors, counts.detractors),
            ("passives", passives, counts.passives),
            ("promoters", promoters, counts.promoters),
        ];
        let stacked = parts.into_iter().scan(0.0, |begin, (class, name, count)| {
            let share = count as f64 / all;
            let part = Part { class, name, begin: *begin, share };
            *begin += share;
            Some(part)
        });
        stacked.collect()
    }

    fn bar(&self, left: f64, slot: f64, range: DateRange, counts: &Counts, y: Scale) -> Markup {
        let width = rounded((slot * 0.8).max(0.5));
        html! {
            @for part in self.parts(counts) {
                @let (bottom, top) = (y.place(part.begin), y.place(part.begin + part.share));
                rect class=(part.class) x=(rounded(left + slot * 0.1)) y=(top) width=(width) height=(rounded(bottom - top)) {
                    title { (period_or_days(self.language, range, self.interval, self.today)) ": " (part.name) " " (percentage(self.language, part.share)) }
                }
            }
        }
    }

    fn cross(&self, middle: f64, range: DateRange) -> Markup {
        html! {
            path.cross d=(format!("M{},{}l8,8m0,-8l-8,8", rounded(middle - 4.0), HEIGHT - BOTTOM - 12.0)) {
                title { (period_or_days(self.language, range, self.interval, self.today)) ": " (self.hidden_label) }
            }
        }
    }

    /// The names beside the last bar, each level with its part but not overlapping the one below.
    fn labels(&self, counts: &Counts, y: Scale) -> Markup {
        let places = self.parts(counts).into_iter().scan(f64::MAX, |lowest, part| {
            let height = (y.place(part.begin + part.share / 2.0) + 4.0).min(*lowest);
            *lowest = height - 26.0;
            Some((height, part.name))
        });
        html! {
            @for (height, name) in places { text x=(WIDTH - RIGHT + 8.0) y=(height) { (name) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tally::Tally;

    #[test]
    fn a_hidden_period_has_a_cross_and_an_empty_one_has_nothing() {
        let month = |first: &str| {
            let first = first.parse().unwrap();
            Granularity::Month.whole(first).unwrap()
        };
        let mut scores = Tally::default();
        scores.0[10] = 3;
        scores.0[2] = 1;
        let periods = [
            (month("2026-01-01"), Visible::Shown(scores.counts())),
            (month("2026-02-01"), Visible::TooSmall),
            (month("2026-03-01"), Visible::Nothing),
        ];
        let chart = Composition {
            language: Language::Dutch,
            interval: Granularity::Month,
            today: "2026-11-27".parse().unwrap(),
            labelled_by: "composition",
            periods: &periods,
            hidden_label: "te weinig",
            names: ["a", "b", "c"].map(str::to_owned),
        };
        let drawn = chart.render().body.into_string();
        assert_eq!(
            (drawn.matches("<rect").count(), drawn.matches("class=\"cross\"").count()),
            (3, 1),
            "{drawn}"
        );
        assert!(drawn.contains("februari 2026: te weinig") && !drawn.contains("maart 2026"), "{drawn}");
    }
}

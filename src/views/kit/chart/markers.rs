//! Dashed lines where something happened, each with a number that the list below the chart explains.
//!
//! The rule: what happened in one period shares one line, with its numbers beside each other, so that none covers another.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::views::kit::scale::Scale;

/// How far the first period lies from the left end of the lines, in SVG units.
const INSET: f64 = 14.0;

/// What is marked on a chart of periods.
pub(super) struct Markers<'a> {
    /// Days, each with what happened, in the order of their numbers.
    pub marks: &'a [(NaiveDate, String)],
    /// The first day of each period, in ascending order.
    pub from: Vec<NaiveDate>,
    /// Where the periods stand, counted from 0.
    pub x: Scale,
    /// The ends of the lines.
    pub top: f64,
    pub bottom: f64,
}

impl Markers<'_> {
    /// A line before each period in which something happened.
    pub fn render(&self) -> Markup {
        html! {
            @for (period, marks) in &self.by_period() {
                @let place = self.x.place(*period as f64 - 0.5).max(self.x.to.0 - INSET);
                @for (_, what) in marks {
                    line.break x1=(place) x2=(place) y1=(self.top) y2=(self.bottom) { title { (what) } }
                }
                text.marker x=(place + 4.0) y=(self.top + 12.0) { (numbers(marks)) }
            }
        }
    }

    /// The number of each mark and what happened, by period; one before the first period is not on the chart.
    fn by_period(&self) -> BTreeMap<usize, Vec<(usize, &str)>> {
        let mut found = BTreeMap::<usize, Vec<(usize, &str)>>::new();
        for (number, (day, what)) in (1..).zip(self.marks) {
            if let Some(period) = self.from.iter().rposition(|from| from <= day) {
                found.entry(period).or_default().push((number, what.as_str()));
            }
        }
        found
    }
}

fn numbers(marks: &[(usize, &str)]) -> String {
    let numbers: Vec<String> = marks.iter().map(|(number, _)| number.to_string()).collect();
    numbers.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_one_period_stand_beside_each_other_and_one_before_the_first_is_left_out() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let marks = [("2025-12-01", "a"), ("2026-01-02", "b"), ("2026-02-03", "c"), ("2026-02-20", "d")];
        let marks = marks.map(|(on, what)| (day(on), what.to_owned()));
        let from = vec![day("2026-01-01"), day("2026-02-01")];
        let x = Scale { from: (0.0, 1.0), to: (60.0, 160.0) };
        let drawn = Markers { marks: &marks, from, x, top: 10.0, bottom: 100.0 }.render().into_string();
        assert_eq!(drawn.matches("<line").count(), 3, "{drawn}");
        assert!(drawn.contains(">2</text>") && drawn.contains(">3, 4</text>"), "{drawn}");
        assert!(
            drawn.contains("x1=\"46\"") && drawn.contains("x1=\"110\""),
            "the first stays on the chart: {drawn}"
        );
    }
}

//! The period names below a chart: as many as fit, with each year once in bold beneath.
//!
//! The rule: a year is never beneath a period of another year. So wherever periods are named, the first one of a year
//! is named, with the year beneath it.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::time::period::Granularity;
use crate::views::kit::format::tick;
use crate::views::kit::scale::rounded;

/// The maximum number of names below a chart.
const MOST: usize = 13;
/// The width of a year's four digits, in SVG units.
const YEAR_WIDTH: f64 = 40.0;

/// The axis of equally spaced periods.
pub(super) struct TimeAxis {
    pub language: Language,
    pub interval: Granularity,
    /// The first day of each period, in ascending order.
    pub from: Vec<NaiveDate>,
    /// The x of the first period's middle, and the distance from one period to the next.
    pub first: f64,
    pub step: f64,
    /// The y of the drawing's lower edge.
    pub bottom: f64,
}

impl TimeAxis {
    pub fn render(&self) -> Markup {
        let every = self.every();
        let aligned = self.year_begins().find(|index| *index > 0).unwrap_or(0) % every;
        html! {
            g.periods text-anchor="middle" {
                @for (index, from) in self.from.iter().enumerate() {
                    @let x = rounded(self.first + self.step * index as f64);
                    @if index % every == aligned && self.interval != Granularity::Year {
                        text x=(x) y=(self.bottom - 24.0) { (tick(self.language, *from, self.interval)) }
                    }
                    @if self.names_a_year(index) {
                        text.year x=(x) y=(self.bottom - 6.0) { (from.year()) }
                    }
                }
            }
        }
    }

    /// The step from one named period to the next. For months and quarters, a year is a whole number of steps or a step
    /// a whole number of years.
    fn every(&self) -> usize {
        let least = self.from.len().div_ceil(MOST).max(1);
        let steps: &[usize] = match self.interval {
            Granularity::Month => &[1, 2, 3, 6, 12],
            Granularity::Quarter => &[1, 2, 4],
            Granularity::Day | Granularity::Week | Granularity::Year | Granularity::Total => &[1],
        };
        let whole_years = least.next_multiple_of(steps.iter().copied().max().unwrap_or(1));
        steps.iter().copied().find(|step| *step >= least).unwrap_or(whole_years)
    }

    /// The indices of the first period and of each period whose year differs from that of the one before.
    fn year_begins(&self) -> impl Iterator<Item = usize> {
        let year = |index: usize| self.from.get(index).map(Datelike::year);
        (0..self.from.len()).filter(move |index| *index == 0 || year(*index) != year(*index - 1))
    }

    /// Whether a year begins at this period and its number fits before the next one.
    fn names_a_year(&self, index: usize) -> bool {
        let next = self.year_begins().find(|next| *next > index);
        let has_room = next.is_none_or(|next| (next - index) as f64 * self.step >= YEAR_WIDTH);
        has_room && self.year_begins().any(|begins| begins == index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(first: &str, count: u32) -> TimeAxis {
        let first: NaiveDate = first.parse().unwrap();
        let from = (0..count).map(|months| first + chrono::Months::new(months)).collect();
        let (language, interval) = (Language::Dutch, Granularity::Month);
        TimeAxis { language, interval, from, first: 50.0, step: 15.0, bottom: 300.0 }
    }

    fn texts(axis: &TimeAxis) -> Vec<String> {
        let drawn = axis.render().into_string();
        drawn.split("</text>").filter_map(|text| text.rsplit('>').next()).map(str::to_owned).collect()
    }

    #[test]
    fn each_year_stands_beneath_its_first_month() {
        let texts = texts(&months("2023-12-01", 36));
        assert_eq!(&texts[..6], ["jan", "2024", "apr", "jul", "okt", "jan"]);
        assert_eq!(texts.iter().filter(|text| *text == "2026").count(), 1);
    }

    #[test]
    fn a_long_history_names_only_what_fits() {
        let texts = texts(&months("2000-03-01", 300));
        assert!(texts.iter().filter(|text| text.parse::<i32>().is_err()).count() <= 26, "{texts:?}");
    }
}

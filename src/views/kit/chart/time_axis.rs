//! The period names below a chart: as many as fit, with each year once in bold beneath.
//!
//! The rule: a year is never beneath a period of another year. It stands beneath the first period of that year that is named,
//! and no two names overlap.
//!
//! A telephone shows the same drawing smaller, so the names are drawn twice: in small letters, and in large ones that are
//! hidden until the style sheet of a narrow screen shows them in place of the others.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::time::period::Granularity;
use crate::views::kit::chart::labels::{Label, NARROW_LETTER, WIDE_LETTER, kept};
use crate::views::kit::format::tick;
use crate::views::kit::scale::rounded;

/// The height that names and years take below what is drawn, in SVG units.
pub(super) const FOOT: f64 = 68.0;

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
        let (above, bottom) = (self.bottom - FOOT, self.bottom);
        html! {
            g.periods text-anchor="middle" { (self.row(WIDE_LETTER, above + 18.0, above + 36.0)) }
            g.periods.narrow text-anchor="middle" display="none" {
                (self.row(NARROW_LETTER, above + 31.0, bottom - 7.0))
            }
        }
    }

    /// The names in letters of this height, and the years beneath them, each on its base line.
    fn row(&self, letter: f64, names: f64, years: f64) -> Markup {
        let named = self.named(letter);
        html! {
            @if self.interval != Granularity::Year {
                g transform=(format!("translate(0 {names})")) {
                    @for index in &named { text x=(self.place(*index)) { (self.name(*index)) } }
                }
            }
            g.year transform=(format!("translate(0 {years})")) {
                @for index in self.years(&named, letter) { text x=(self.place(index)) { (self.year(index)) } }
            }
        }
    }

    /// The periods that are named: the first, the last, and between them at a regular step that meets the beginnings of years.
    fn named(&self, letter: f64) -> Vec<usize> {
        let every = self.every(letter);
        let aligned = self.year_begins().find(|index| *index > 0).unwrap_or(0) % every;
        let last = self.from.len().saturating_sub(1);
        let is_candidate = |index: &usize| index % every == aligned || *index == 0 || *index == last;
        let candidates: Vec<usize> = (0..self.from.len()).filter(is_candidate).collect();
        self.fitting(&candidates, letter, |index| self.name(index))
    }

    /// The named periods with their year beneath them: the first of each year. Where only the end of the first year is
    /// drawn and has no room for its number, the next one is named in its place.
    fn years(&self, named: &[usize], letter: f64) -> Vec<usize> {
        let before = std::iter::once(None).chain(named.iter().copied().map(Some));
        let begins = named.iter().copied().zip(before);
        let begins =
            begins.filter(|(index, before)| before.is_none_or(|it| self.year(it) != self.year(*index)));
        let mut begins: Vec<usize> = begins.map(|(index, _)| index).collect();
        let width = |index: usize| Label::of(&self.year(index), self.place(index), letter).width;
        let is_cut = self.from.first().is_some_and(|from| from.month() > 1);
        if let [first, second, ..] = begins[..]
            && is_cut
            && self.place(second) - self.place(first) < width(first)
        {
            begins.remove(0);
        }
        self.fitting(&begins, letter, |index| self.year(index))
    }

    fn fitting(&self, places: &[usize], letter: f64, text: impl Fn(usize) -> String) -> Vec<usize> {
        let labels = places.iter().map(|index| Label::of(&text(*index), self.place(*index), letter));
        let labels: Vec<Label> = labels.collect();
        kept(&labels).into_iter().filter_map(|place| places.get(place).copied()).collect()
    }

    fn place(&self, index: usize) -> f64 {
        rounded(self.first + self.step * index as f64)
    }

    fn name(&self, index: usize) -> String {
        self.from.get(index).map_or_else(String::new, |from| tick(self.language, *from, self.interval))
    }

    fn year(&self, index: usize) -> String {
        self.from.get(index).map_or_else(String::new, |from| from.year().to_string())
    }

    /// The step from one named period to the next. For months and quarters, a year is a whole number of steps or a step
    /// a whole number of years.
    fn every(&self, letter: f64) -> usize {
        let widest = (0..self.from.len()).map(|index| Label::of(&self.name(index), 0.0, letter).width);
        let least = (widest.fold(0.0, f64::max) / self.step.max(0.1)).ceil().max(1.0) as usize;
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
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn months(first: &str, count: u32, step: f64) -> TimeAxis {
        let first: NaiveDate = first.parse().unwrap();
        let from = (0..count).map(|months| first + chrono::Months::new(months)).collect();
        let (language, interval) = (Language::Dutch, Granularity::Month);
        TimeAxis { language, interval, from, first: 74.0, step, bottom: 300.0 }
    }

    fn names(axis: &TimeAxis, letter: f64) -> Vec<String> {
        axis.named(letter).into_iter().map(|index| axis.name(index)).collect()
    }

    fn years(axis: &TimeAxis, letter: f64) -> Vec<(String, String)> {
        let years = axis.years(&axis.named(letter), letter);
        years.into_iter().map(|index| (axis.year(index), axis.name(index))).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(year, month)| ((*year).to_owned(), (*month).to_owned())).collect()
    }

    #[test]
    fn each_year_stands_beneath_its_first_named_month() {
        let axis = months("2024-01-01", 36, 15.0);
        assert_eq!(&names(&axis, WIDE_LETTER)[..5], ["jan", "apr", "jul", "okt", "jan"]);
        assert_eq!(years(&axis, WIDE_LETTER), pairs(&[("2024", "jan"), ("2025", "jan"), ("2026", "jan")]));
    }

    #[test]
    fn a_telephone_names_fewer_months_and_both_ends() {
        let axis = months("2025-11-01", 12, 46.0);
        assert_eq!(names(&axis, WIDE_LETTER).len(), 12);
        assert_eq!(names(&axis, NARROW_LETTER), ["nov", "jan", "mrt", "mei", "jul", "okt"]);
        assert_eq!(years(&axis, NARROW_LETTER), pairs(&[("2025", "nov"), ("2026", "jan")]));
    }

    #[test]
    fn a_first_year_without_room_gives_way_to_the_next() {
        let axis = months("2025-12-01", 12, 70.0);
        assert_eq!(years(&axis, NARROW_LETTER), pairs(&[("2026", "jan")]));
    }

    proptest! {
        #[test]
        fn names_and_years_never_overlap_and_each_year_is_that_of_its_period(
            count in 1..400_u32,
            (month, width) in (1..13_u32, 300.0..600.0_f64),
            letter in prop_oneof![Just(WIDE_LETTER), Just(NARROW_LETTER)],
        ) {
            let axis = months(&format!("2003-{month:02}-01"), count, width / f64::from(count.max(2) - 1));
            let named = axis.named(letter);
            let years = axis.years(&named, letter);
            let half = |text: String| Label::of(&text, 0.0, letter).width / 2.0;
            for pair in named.windows(2) {
                let room = half(axis.name(pair[0])) + half(axis.name(pair[1]));
                prop_assert!(axis.place(pair[1]) - axis.place(pair[0]) >= room - 0.1, "{pair:?}");
            }
            for pair in years.windows(2) {
                let room = half(axis.year(pair[0])) + half(axis.year(pair[1]));
                prop_assert!(axis.place(pair[1]) - axis.place(pair[0]) >= room - 0.1, "{pair:?}");
            }
            prop_assert_eq!(named.first().copied(), Some(0));
            prop_assert_eq!(named.last().copied(), Some(count as usize - 1));
            prop_assert!(years.iter().all(|index| named.contains(index)));
        }
    }
}

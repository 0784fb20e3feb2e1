//! The pieces in which the database sums the counts of days, so that a few rows are read and not one for each day.
//!
//! The rule: every period that is asked for begins and ends where a piece does, so the sum of its pieces is the sum of
//! its days.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::insight::query::NpsQuery;
use crate::domain::time::period::{DateRange, Granularity};

/// With more cuts each day is a piece of its own: it then costs less to read the days than to sort them into pieces.
const MOST_CUTS: usize = 400;

/// A range of days in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pieces {
    days: DateRange,
    /// Days on which a piece may begin; those outside of `days` have no effect.
    begins: BTreeSet<NaiveDate>,
}

impl Pieces {
    /// A range as one piece.
    #[must_use]
    pub fn whole(days: DateRange) -> Self {
        Self { days, begins: BTreeSet::new() }.cut_at([days])
    }

    /// The periods of a query, including those before its range that rolling windows reach back to.
    #[must_use]
    pub fn of(query: &NpsQuery) -> Self {
        let days = query.days_needed();
        Self::whole(days).cut_at(days.split(query.interval))
    }

    /// The same over the days of other ranges too, each of which begins and ends with a piece.
    #[must_use]
    pub fn and(mut self, ranges: impl IntoIterator<Item = DateRange>) -> Self {
        for range in ranges {
            let (from, to) = (self.days.from().min(range.from()), self.days.to().max(range.to()));
            self.days = DateRange::new(from, to).unwrap_or(self.days);
            self = self.cut_at([range]);
        }
        self
    }

    /// The same with a piece that begins, and one that ends, where each of the ranges does.
    #[must_use]
    pub fn cut_at(mut self, ranges: impl IntoIterator<Item = DateRange>) -> Self {
        for range in ranges {
            self.begins.insert(range.from());
            self.begins.extend(range.to().succ_opt());
        }
        self
    }

    /// All days.
    #[must_use]
    pub fn days(&self) -> DateRange {
        self.days
    }

    /// The first day of each piece but the first, in order; `None` if each day is a piece.
    #[must_use]
    pub fn cuts(&self) -> Option<Vec<NaiveDate>> {
        let is_inside = |day: &&NaiveDate| self.days.contains(**day) && **day > self.days.from();
        let cuts: Vec<NaiveDate> = self.begins.iter().filter(is_inside).copied().collect();
        (cuts.len() <= MOST_CUTS).then_some(cuts)
    }

    /// The longest run of calendar months that lie within the days and that no piece begins within: each is counted whole.
    /// `None` if there is none, or if each day is a piece.
    #[must_use]
    pub fn whole_months(&self) -> Option<DateRange> {
        let cuts = self.cuts()?;
        let is_whole = |month: &DateRange| {
            let first_behind = cuts.partition_point(|cut| *cut <= month.from());
            let lies_inside = self.days.contains(month.from()) && self.days.contains(month.to());
            lies_inside && cuts.get(first_behind).is_none_or(|cut| *cut > month.to())
        };
        let months = whole_periods(self.days);
        let runs = months
            .chunk_by(|one, next| is_whole(one) == is_whole(next))
            .filter(|run| run.iter().all(is_whole));
        let longest = runs.max_by_key(|run| run.len())?;
        DateRange::new(longest.first()?.from(), longest.last()?.to())
    }
}

/// The calendar months in which the days lie, whole ones also at both ends.
fn whole_periods(days: DateRange) -> Vec<DateRange> {
    let month = Granularity::Month;
    let (Some(from), Some(to)) = (month.first_day(days.from()), month.last_day(days.to())) else {
        return Vec::new();
    };
    DateRange::new(from, to).map(|months| months.split(month)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> DateRange {
        DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn cuts(pieces: &Pieces) -> Vec<String> {
        pieces.cuts().unwrap().iter().map(NaiveDate::to_string).collect()
    }

    #[test]
    fn the_periods_of_a_range_are_cut_from_each_other() {
        let days = range("2026-01-15", "2026-04-02");
        let months = Pieces::whole(days).cut_at(days.split(Granularity::Month));
        assert_eq!(cuts(&months), ["2026-02-01", "2026-03-01", "2026-04-01"]);
        assert_eq!(cuts(&Pieces::whole(days)), Vec::<String>::new());
    }

    #[test]
    fn another_range_makes_it_longer_and_what_lies_outside_cuts_nothing() {
        let pieces = Pieces::whole(range("2026-03-01", "2026-03-31"));
        let longer = pieces.clone().and([range("2026-01-01", "2026-02-10")]);
        assert_eq!(longer.days(), range("2026-01-01", "2026-03-31"));
        assert_eq!(cuts(&longer), ["2026-02-11", "2026-03-01"]);
        assert_eq!(cuts(&pieces.cut_at([range("2025-01-01", "2026-03-04")])), ["2026-03-05"]);
    }

    #[test]
    fn months_that_no_piece_begins_within_are_counted_whole() {
        let days = range("2025-12-15", "2026-06-20");
        let whole = Pieces::whole(days);
        assert_eq!(whole.whole_months(), DateRange::new(day("2026-01-01"), day("2026-05-31")));
        let by_month = Pieces::whole(days).cut_at(days.split(Granularity::Month));
        assert_eq!(by_month.whole_months(), whole.whole_months());
        let cut_in_april = whole.cut_at([range("2026-04-10", "2026-04-20")]);
        assert_eq!(cut_in_april.whole_months(), DateRange::new(day("2026-01-01"), day("2026-03-31")));
        assert_eq!(Pieces::whole(range("2026-03-02", "2026-04-29")).whole_months(), None);
        let by_week = Pieces::whole(days).cut_at(days.split(Granularity::Week));
        assert_eq!(by_week.whole_months(), None);
    }

    #[test]
    fn so_many_pieces_are_read_by_day() {
        let days = range("2020-01-01", "2026-12-31");
        let by_day = Pieces::whole(days).cut_at(days.split(Granularity::Day));
        assert_eq!((by_day.cuts(), by_day.whole_months()), (None, None));
    }
}

//! Why figures are hidden though enough have answered, and where they are told instead.
//!
//! The rule: small groups are told by calendar quarter and year. A range that cuts one leads to whole ones near it, within the
//! years that it touches: of these it is known what may be told.

use chrono::NaiveDate;

use crate::domain::time::period::{DateRange, Granularity};

/// Enough have answered, but beside what is told of the calendar a figure would tell of few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// A range near it that is told, if there is one.
    pub told: Option<DateRange>,
}

impl Cut {
    /// That of a range.
    #[must_use]
    pub fn of(range: DateRange, is_told: impl Fn(DateRange) -> bool) -> Self {
        Self { told: nearby(range).into_iter().find(|near| is_told(*near)) }
    }
}

/// Ranges of whole quarters or years, the nearest first: the quarters that a range touches and that end within it, all that it
/// touches, its last year, its first, and all its years.
fn nearby(range: DateRange) -> Vec<DateRange> {
    let (quarter, year) = (Granularity::Quarter, Granularity::Year);
    let (from, to) = (range.from(), range.to());
    let ended = match quarter.last_day(to) {
        Some(last) if last == to => Some(to),
        _ => quarter.first_day(to).and_then(|first| first.pred_opt()),
    };
    let between = |from: Option<NaiveDate>, to: Option<NaiveDate>| DateRange::new(from?, to?);
    let candidates = [
        between(quarter.first_day(from), ended),
        between(quarter.first_day(from), quarter.last_day(to)),
        year.whole(to),
        year.whole(from),
        between(year.first_day(from), year.last_day(to)),
    ];
    candidates.into_iter().flatten().filter(|near| *near != range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> DateRange {
        DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    #[test]
    fn twelve_months_that_cut_quarters_lead_to_the_four_quarters_that_ended_last() {
        let months = range("2025-11-01", "2026-10-31");
        assert_eq!(Cut::of(months, |_| true).told, Some(range("2025-10-01", "2026-09-30")));
        let is_year = |near: DateRange| Granularity::Year.whole(near.from()) == Some(near);
        assert_eq!(Cut::of(months, is_year).told, Some(range("2026-01-01", "2026-12-31")));
        assert_eq!(Cut::of(months, |_| false).told, None);
    }

    #[test]
    fn a_month_leads_to_its_quarter_and_a_year_to_nothing() {
        assert_eq!(
            Cut::of(range("2026-02-01", "2026-02-28"), |_| true).told,
            Some(range("2026-01-01", "2026-03-31"))
        );
        assert_eq!(Cut::of(range("2025-01-01", "2025-12-31"), |_| true).told, None);
    }
}

//! Ranges of days, split into weeks, months, quarters or years of the organisation's calendar.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::named::named_enum;
use crate::domain::time::calendar::is_last_of_month;

named_enum! {
    /// The length of a period. Weeks begin on Monday (ISO 8601); `total` is the whole range as one period.
    pub enum Granularity {
        Day = "day",
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Year = "year",
        Total = "total",
    }
}

/// Days from the first to the last, both included; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateRange {
    from: NaiveDate,
    to: NaiveDate,
}

impl DateRange {
    /// The range; `None` if it would end before it begins.
    #[must_use]
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The first day.
    #[must_use]
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day.
    #[must_use]
    pub fn to(&self) -> NaiveDate {
        self.to
    }

    /// Whether the day lies in the range.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether the other range lies wholly in this one.
    #[must_use]
    pub fn encloses(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether the range consists of whole months; the last one may still be running.
    #[must_use]
    pub fn is_whole_months(&self, today: NaiveDate) -> bool {
        self.from.day() == 1 && (is_last_of_month(self.to) || self.to >= today)
    }

    /// The periods of the range in order; the first and last are cut to fit.
    #[must_use]
    pub fn split(&self, interval: Granularity) -> Vec<Self> {
        let mut periods = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let to = interval.last_day(from).unwrap_or(self.to).min(self.to);
            periods.push(Self { from, to });
            let Some(next) = to.succ_opt() else { break };
            from = next;
        }
        periods
    }

    /// The range extended back by this many whole periods, for rolling windows; it then begins with a whole period.
    #[must_use]
    pub fn extended_back(&self, interval: Granularity, periods: u32) -> Self {
        if periods == 0 {
            return *self;
        }
        let mut from = interval.first_day(self.from).unwrap_or(self.from);
        for _ in 0..periods {
            let Some(before) = from.pred_opt().and_then(|day| interval.first_day(day)) else { break };
            from = before;
        }
        Self { from, to: self.to }
    }
}

impl Granularity {
    /// The first day of the period that the day is in; `None` for `total`.
    #[must_use]
    pub fn first_day(self, day: NaiveDate) -> Option<NaiveDate> {
        let quarter_month = (day.month0() / 3) * 3;
        match self {
            Self::Day => Some(day),
            Self::Week => day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())),
            Self::Month => day.with_day(1),
            Self::Quarter => day.with_day(1)?.with_month0(quarter_month),
            Self::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1),
            Self::Total => None,
        }
    }

    /// The whole period that the day is in; `None` for `total`.
    #[must_use]
    pub fn whole(self, day: NaiveDate) -> Option<DateRange> {
        DateRange::new(self.first_day(day)?, self.last_day(day)?)
    }

    /// The last day of the period that the day is in; `None` for `total`.
    #[must_use]
    pub fn last_day(self, day: NaiveDate) -> Option<NaiveDate> {
        let first = self.first_day(day)?;
        let next = match self {
            Self::Day => first.succ_opt(),
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::Month => first.checked_add_months(Months::new(1)),
            Self::Quarter => first.checked_add_months(Months::new(3)),
            Self::Year => first.checked_add_months(Months::new(12)),
            Self::Total => None,
        };
        next?.pred_opt()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(from: &str, to: &str) -> DateRange {
        DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    fn written(periods: &[DateRange]) -> Vec<String> {
        periods.iter().map(|p| format!("{}..{}", p.from, p.to)).collect()
    }

    #[test]
    fn a_range_is_cut_at_the_calendars_borders() {
        let range = range("2026-01-15", "2026-04-02");
        assert_eq!(
            written(&range.split(Granularity::Month)),
            [
                "2026-01-15..2026-01-31",
                "2026-02-01..2026-02-28",
                "2026-03-01..2026-03-31",
                "2026-04-01..2026-04-02"
            ]
        );
        assert_eq!(
            written(&range.split(Granularity::Quarter)),
            ["2026-01-15..2026-03-31", "2026-04-01..2026-04-02"]
        );
        assert_eq!(written(&range.split(Granularity::Total)), ["2026-01-15..2026-04-02"]);
    }

    #[test]
    fn weeks_begin_on_monday() {
        let weeks = range("2025-12-31", "2026-01-12").split(Granularity::Week);
        assert_eq!(
            written(&weeks),
            ["2025-12-31..2026-01-04", "2026-01-05..2026-01-11", "2026-01-12..2026-01-12"]
        );
    }

    #[test]
    fn looking_back_adds_whole_periods() {
        let extended = range("2026-03-01", "2026-03-31").extended_back(Granularity::Quarter, 3);
        assert_eq!(extended.from.to_string(), "2025-04-01");
    }

    proptest! {
        #[test]
        fn the_periods_of_a_range_cover_each_day_once(start in 0..40_000i64, days in 0..2_000i64, which in 0..6usize) {
            let first = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::TimeDelta::days(start);
            let range = DateRange::new(first, first + chrono::TimeDelta::days(days)).unwrap();
            let periods = range.split(Granularity::ALL[which]);
            prop_assert_eq!(periods.first().unwrap().from, range.from);
            prop_assert_eq!(periods.last().unwrap().to, range.to);
            for pair in periods.windows(2) {
                prop_assert_eq!(pair[0].to.succ_opt().unwrap(), pair[1].from);
            }
        }
    }
}

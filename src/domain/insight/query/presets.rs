//! Ranges that have a name, and the ranges beside one.
//!
//! The rule: a range of whole months has whole months beside it, so that a step forward or back is never a view by day.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::named::named_enum;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};

named_enum! {
    /// A range by its name, which moves on with time. All but this year and all years are over.
    pub enum Preset {
        LastMonth = "last-month",
        LastQuarter = "last-quarter",
        ThisYear = "this-year",
        TwelveMonths = "12-months",
        /// The last quarter that is over, a year earlier.
        QuarterLastYear = "quarter-last-year",
        /// This year and the ten before it: by day that is still fewer periods than one answer may have.
        All = "all",
    }
}

/// The years before this one that are all years.
const YEARS_BEFORE: i32 = 10;

impl Preset {
    /// The range where no other is asked for: the same on every page.
    pub const USUAL: Self = Self::TwelveMonths;

    /// The days of the range.
    #[must_use]
    pub fn range(self, today: NaiveDate) -> DateRange {
        let month = first_of_month_before(today, 0);
        let quarter = Granularity::Quarter.first_day(today).unwrap_or(month);
        let year = Granularity::Year.first_day(today).unwrap_or(month);
        match self {
            Self::LastMonth => months_until(month, 1),
            Self::LastQuarter => months_until(quarter, 3),
            Self::QuarterLastYear => months_until(first_of_month_before(quarter, 12), 3),
            Self::TwelveMonths => months_until(month, 12),
            Self::ThisYear => days(year, today),
            Self::All => days(year.with_year(year.year() - YEARS_BEFORE).unwrap_or(year), today),
        }
    }
}

/// This many months that end before `next`, the first day of a month.
fn months_until(next: NaiveDate, months: u32) -> DateRange {
    days(first_of_month_before(next, months), next.pred_opt().unwrap_or(next))
}

fn days(from: NaiveDate, to: NaiveDate) -> DateRange {
    DateRange::new(from, to).unwrap_or_else(|| unreachable!("a range by name begins before it ends"))
}

/// The range of the same length just before; `None` at the beginning of the calendar.
#[must_use]
pub fn before(range: DateRange, today: NaiveDate) -> Option<DateRange> {
    let last = range.from().pred_opt()?;
    let first = match months_of(range, today) {
        Some(months) => range.from().checked_sub_months(Months::new(months))?,
        None => range.from().checked_sub_days(days_of(range))?,
    };
    DateRange::new(first, last)
}

/// The range that a view is compared with: the one just before; of this year the same months of the year before, so that
/// the season is the same; of all years none.
#[must_use]
pub fn compared(preset: Option<Preset>, range: DateRange, today: NaiveDate) -> Option<DateRange> {
    match preset {
        Some(Preset::All) => None,
        Some(Preset::ThisYear) => year_earlier(range, today),
        _ => before(range, today),
    }
}

/// The same days a year earlier; of whole months the whole months, also of one that runs or is a February.
#[must_use]
pub fn year_earlier(range: DateRange, today: NaiveDate) -> Option<DateRange> {
    let year = Months::new(12);
    let to = range.to().checked_sub_months(year)?;
    let to = if range.is_whole_months(today) { Granularity::Month.last_day(to)? } else { to };
    DateRange::new(range.from().checked_sub_months(year)?, to)
}

/// The range of the same length just after; `None` if it has not begun, and for several months if none of them is over: what is
/// counted so far would be set against whole months.
#[must_use]
pub fn after(range: DateRange, today: NaiveDate) -> Option<DateRange> {
    let months = months_of(range, today);
    let (first, next) = match months {
        Some(months) => {
            let first = range.from().checked_add_months(Months::new(months))?;
            (first, first.checked_add_months(Months::new(months))?)
        }
        None => {
            let first = range.to().succ_opt()?;
            (first, first.checked_add_days(days_of(range))?)
        }
    };
    let has_begun = match months {
        Some(several) if several > 1 => Granularity::Month.last_day(first)? < today,
        Some(_) | None => first <= today,
    };
    DateRange::new(first, next.pred_opt()?).filter(|_| has_begun)
}

/// The number of months, the running one counted as a whole; `None` if the range cuts a month.
fn months_of(range: DateRange, today: NaiveDate) -> Option<u32> {
    let month = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let count = month(range.to()) - month(range.from()) + 1;
    range.is_whole_months(today).then(|| u32::try_from(count).ok()).flatten()
}

fn days_of(range: DateRange) -> Days {
    Days::new((range.to() - range.from()).num_days().unsigned_abs() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    fn written(range: Option<DateRange>) -> String {
        range.map_or_else(|| "none".to_owned(), |range| format!("{}..{}", range.from(), range.to()))
    }

    fn range(from: &str, to: &str) -> DateRange {
        DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_name_stands_for_days() {
        for (name, days) in [
            ("last-month", "2026-10-01..2026-10-31"),
            ("last-quarter", "2026-07-01..2026-09-30"),
            ("this-year", "2026-01-01..2026-11-22"),
            ("12-months", "2025-11-01..2026-10-31"),
            ("quarter-last-year", "2025-07-01..2025-09-30"),
            ("all", "2016-01-01..2026-11-22"),
        ] {
            let preset: Preset = name.parse().unwrap();
            assert_eq!(written(Some(preset.range(today()))), days, "{name}");
        }
        let new_year = "2026-01-01".parse().unwrap();
        assert_eq!(written(Some(Preset::LastMonth.range(new_year))), "2025-12-01..2025-12-31");
        assert_eq!(written(Some(Preset::ThisYear.range(new_year))), "2026-01-01..2026-01-01");
    }

    #[test]
    fn beside_whole_months_are_whole_months() {
        let february = range("2026-02-01", "2026-02-28");
        assert_eq!(written(before(february, today())), "2026-01-01..2026-01-31");
        assert_eq!(written(after(february, today())), "2026-03-01..2026-03-31");
        let quarter = range("2026-07-01", "2026-09-30");
        assert_eq!(written(before(quarter, today())), "2026-04-01..2026-06-30");
        assert_eq!(written(after(quarter, today())), "2026-10-01..2026-12-31", "it has begun");
        let this_year = Preset::ThisYear.range(today());
        assert_eq!(written(before(this_year, today())), "2025-02-01..2025-12-31");
        assert_eq!(written(after(this_year, today())), "none", "it lies ahead");
        assert_eq!(
            written(after(Preset::TwelveMonths.range(today()), today())),
            "none",
            "none of its months is over"
        );
        assert_eq!(written(after(Preset::LastMonth.range(today()), today())), "2026-11-01..2026-11-30");
    }

    #[test]
    fn this_year_is_compared_with_the_same_months_and_all_years_with_nothing() {
        let of = |preset: Preset| written(compared(Some(preset), preset.range(today()), today()));
        assert_eq!(of(Preset::ThisYear), "2025-01-01..2025-11-30");
        assert_eq!(of(Preset::LastQuarter), "2026-04-01..2026-06-30");
        assert_eq!(of(Preset::All), "none");
        assert_eq!(
            written(compared(None, Preset::ThisYear.range(today()), today())),
            "2025-02-01..2025-12-31"
        );
    }

    #[test]
    fn beside_a_few_days_are_as_many_days() {
        let week = range("2026-03-02", "2026-03-08");
        assert_eq!(written(before(week, today())), "2026-02-23..2026-03-01");
        assert_eq!(written(after(week, today())), "2026-03-09..2026-03-15");
        assert_eq!(written(after(range("2026-11-22", "2026-11-22"), today())), "none");
    }
}

//! Calendar months as numbers.
//!
//! The rule: tables of what is hidden know months, quarters and years, and no days.

use chrono::{Datelike, NaiveDate};

/// A month of the calendar, as the number of months since the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(pub i32);

impl Month {
    /// The month of a year; `month0` is 0 for January.
    #[must_use]
    pub fn of(year: i32, month0: u32) -> Self {
        Self(year * 12 + month0.cast_signed())
    }

    /// The month that a day is in.
    #[must_use]
    pub fn of_day(day: NaiveDate) -> Self {
        Self::of(day.year(), day.month0())
    }

    /// The year that it is in.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The number of the quarter that it is in, since the year 0.
    #[must_use]
    pub fn quarter(self) -> i32 {
        self.0.div_euclid(3)
    }
}

//! The days of closing that a question is about, with the moments at which they begin.
//!
//! The rule: a day begins and ends in the organisation's time, which the database does not know.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::time::calendar::moment_of;
use crate::domain::time::period::DateRange;

/// The days of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingDays {
    days: Vec<NaiveDate>,
    moments: Vec<Timestamp>,
}

impl ClosingDays {
    #[must_use]
    pub fn of(range: DateRange, zone: Tz) -> Self {
        let days: Vec<NaiveDate> = range.from().iter_days().take_while(|day| *day <= range.to()).collect();
        let next = range.to().succ_opt().unwrap_or(range.to());
        let begins = |day: &NaiveDate| moment_of(*day, NaiveTime::MIN, zone);
        let moments = days.iter().chain([&next]).map(begins).collect();
        Self { days, moments }
    }

    /// The days, from the first to the last.
    #[must_use]
    pub fn all(&self) -> &[NaiveDate] {
        &self.days
    }

    /// The first moment of each day, and that of the day after the last; never empty.
    #[must_use]
    pub fn moments(&self) -> &[Timestamp] {
        &self.moments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_in_the_organisations_time() {
        let range = DateRange::new("2026-03-28".parse().unwrap(), "2026-03-29".parse().unwrap()).unwrap();
        let days = ClosingDays::of(range, chrono_tz::Europe::Amsterdam);
        let moments: Vec<String> = days.moments().iter().map(|moment| moment.to_rfc3339()).collect();
        let begins = ["2026-03-27T23:00:00+00:00", "2026-03-28T23:00:00+00:00", "2026-03-29T22:00:00+00:00"];
        assert_eq!(moments, begins, "the last has 23 hours");
        assert_eq!((days.all().len(), days.all().last().copied()), (2, "2026-03-29".parse().ok()));
    }
}

//! Working days: Monday to Friday, without public holidays and the organisation's own free days.
//!
//! The rule: holidays are computed (Algemene termijnenwet) and never taken from a feed; free days come on top of them.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::time::holidays::{Holiday, dutch_holiday};

/// The calendar by which an organisation works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    free: BTreeSet<NaiveDate>,
}

impl WorkingDays {
    /// The calendar with these days off besides the public holidays.
    #[must_use]
    pub fn with_free_days(free: BTreeSet<NaiveDate>) -> Self {
        Self { free }
    }

    /// The days off besides the public holidays.
    #[must_use]
    pub fn free_days(&self) -> &BTreeSet<NaiveDate> {
        &self.free
    }

    /// Why a day is not a working day; `None` on a working day.
    #[must_use]
    pub fn day_off(&self, day: NaiveDate) -> Option<DayOff> {
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            Some(DayOff::Weekend)
        } else if let Some(holiday) = dutch_holiday(day) {
            Some(DayOff::Holiday(holiday))
        } else {
            self.free.contains(&day).then_some(DayOff::Free)
        }
    }

    /// The working days after a day, which itself is never counted.
    pub fn after(&self, day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        day.iter_days().skip(1).filter(|day| self.day_off(*day).is_none())
    }

    /// The day that is `days` working days later.
    #[must_use]
    pub fn later(&self, day: NaiveDate, days: usize) -> NaiveDate {
        self.after(day).nth(days.saturating_sub(1)).unwrap_or(day)
    }
}

/// Why a day does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff {
    Weekend,
    /// A public holiday.
    Holiday(Holiday),
    /// A free day of the organisation.
    Free,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_holidays_and_free_days_are_skipped() {
        let days = |text: &str| text.parse::<NaiveDate>().unwrap();
        let plain = WorkingDays::default();
        assert_eq!(
            plain.later(days("2026-04-02"), 2),
            days("2026-04-08"),
            "Good Friday, Easter, Easter Monday"
        );
        assert_eq!(plain.later(days("2026-12-24"), 1), days("2026-12-28"));
        assert_eq!(plain.later(days("2026-11-26"), 2), days("2026-11-30"));
        let closed = WorkingDays::with_free_days([days("2026-11-27"), days("2026-11-28")].into());
        assert_eq!(closed.later(days("2026-11-26"), 2), days("2026-12-01"));
        assert_eq!(closed.day_off(days("2026-11-28")), Some(DayOff::Weekend), "a Saturday is one anyway");
        assert_eq!(closed.day_off(days("2026-11-27")), Some(DayOff::Free));
    }
}

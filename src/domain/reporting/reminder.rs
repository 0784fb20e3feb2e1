//! The days on which policy owners are reminded of a report, and of which year it is.
//!
//! The rule: on working days alone. Once from 1 February on, then on the first working day on or after 15 March, and after that once
//! a week, on its first working day. They are reminded of the oldest year that waits, until that is published.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use crate::domain::time::working_days::WorkingDays;

/// The latest day up to `today` on which they are reminded; `None` before the first of the year. A day on which no process ran
/// is made up for on a later one, so the day of the reminder is what is noted, not that of the mail.
#[must_use]
pub fn reminder_day(today: NaiveDate, days: &WorkingDays) -> Option<NaiveDate> {
    weekly(today, days).or_else(|| first(today, days))
}

/// The years to remind of, the oldest first: those before `this_year` that were begun (reminded of, or drafted) and never published,
/// and the last one. Years from before the program was used were never begun, so that imported complaints of long ago bring no
/// reminder.
#[must_use]
pub fn waiting_years(this_year: i32, begun: &[i32], published: &[i32]) -> Vec<i32> {
    let last = this_year.saturating_sub(1);
    let waits = |year: &i32| *year <= last && !published.contains(year);
    let years: BTreeSet<i32> = begun.iter().copied().chain([last]).filter(waits).collect();
    years.into_iter().collect()
}

fn first(today: NaiveDate, days: &WorkingDays) -> Option<NaiveDate> {
    first_working_day(NaiveDate::from_ymd_opt(today.year(), 2, 1)?, today, days)
}

fn weekly(today: NaiveDate, days: &WorkingDays) -> Option<NaiveDate> {
    let from = NaiveDate::from_ymd_opt(today.year(), 3, 15)?;
    let this_week = today.week(Weekday::Mon).first_day();
    let mondays = std::iter::successors(Some(this_week), |monday| monday.checked_sub_days(Days::new(7)));
    mondays.take_while(|monday| end_of_week(*monday) >= from).find_map(|monday| {
        first_working_day(monday.max(from), end_of_week(monday), days).filter(|day| *day <= today)
    })
}

fn end_of_week(monday: NaiveDate) -> NaiveDate {
    monday.checked_add_days(Days::new(6)).unwrap_or(monday)
}

fn first_working_day(from: NaiveDate, until: NaiveDate, days: &WorkingDays) -> Option<NaiveDate> {
    from.iter_days().take_while(|day| *day <= until).find(|day| days.day_off(*day).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reminded(today: &str, free: &[&str]) -> Option<String> {
        let free = free.iter().map(|day| day.parse().unwrap()).collect();
        let days = WorkingDays::with_free_days(free);
        reminder_day(today.parse().unwrap(), &days).map(|day| day.to_string())
    }

    #[test]
    fn the_first_reminder_is_on_the_first_working_day_of_february() {
        for (today, expected) in [
            ("2026-01-31", None),
            // A Sunday.
            ("2026-02-01", None),
            ("2026-02-02", Some("2026-02-02")),
            ("2026-02-03", Some("2026-02-02")),
            ("2026-03-15", Some("2026-02-02")),
        ] {
            assert_eq!(reminded(today, &[]).as_deref(), expected, "{today}");
        }
        assert_eq!(reminded("2026-02-03", &["2026-02-02"]).as_deref(), Some("2026-02-03"));
    }

    #[test]
    fn from_15_march_there_is_one_each_week_on_its_first_working_day() {
        for (today, expected) in [
            ("2026-03-16", "2026-03-16"),
            ("2026-03-22", "2026-03-16"),
            ("2026-03-23", "2026-03-23"),
            // Easter Monday.
            ("2026-04-06", "2026-03-30"),
            ("2026-04-07", "2026-04-07"),
            ("2026-12-31", "2026-12-28"),
        ] {
            assert_eq!(reminded(today, &[]).as_deref(), Some(expected), "{today}");
        }
    }

    #[test]
    fn the_first_of_march_is_on_or_after_the_15th_whatever_day_that_is() {
        // 15 March 2028 is a Wednesday.
        assert_eq!(reminded("2028-03-14", &[]).as_deref(), Some("2028-02-01"));
        assert_eq!(reminded("2028-03-15", &[]).as_deref(), Some("2028-03-15"));
        assert_eq!(reminded("2028-03-15", &["2028-03-15"]).as_deref(), Some("2028-02-01"));
        assert_eq!(reminded("2028-03-16", &["2028-03-15"]).as_deref(), Some("2028-03-16"));
        assert_eq!(reminded("2028-03-19", &[]).as_deref(), Some("2028-03-15"));
        assert_eq!(reminded("2028-03-20", &[]).as_deref(), Some("2028-03-20"));
    }

    #[test]
    fn a_week_off_is_passed_over() {
        let week_off = ["2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27"];
        assert_eq!(reminded("2026-03-28", &week_off).as_deref(), Some("2026-03-16"));
    }

    #[test]
    fn the_oldest_year_that_was_begun_and_not_published_comes_first() {
        assert_eq!(waiting_years(2026, &[], &[]), [2025]);
        assert_eq!(waiting_years(2026, &[2024, 2025, 2024], &[]), [2024, 2025]);
        assert_eq!(waiting_years(2026, &[2023, 2024, 2026], &[2023, 2024]), [2025], "this year is not over");
        assert_eq!(waiting_years(2026, &[2024], &[2025]), [2024]);
        assert_eq!(waiting_years(2026, &[2025], &[2025]), [0; 0]);
    }
}

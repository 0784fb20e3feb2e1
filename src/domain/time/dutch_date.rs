//! Days and moments as a spreadsheet in Dutch writes them: `25-11-2026`, `25-11-2026 9:00`.
//!
//! The rule: the day stands first, with hyphens and a year of four digits. Everything else that could be read in two ways is
//! refused, and so is a local time that the clock skips or shows twice.

use chrono::{Datelike as _, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::time::calendar::YEARS;

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutchDate {
    Day(NaiveDate),
    Moment(Timestamp),
}

/// A local time that stands for no moment, or for two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockChange {
    #[error(
        "is a time that the clock skips that night; write the moment with its zone, like 2026-03-29T03:30:00+02:00"
    )]
    Skipped,
    #[error(
        "is a time that the clock shows twice that night; write the moment with its zone, like 2026-10-25T02:30:00+01:00"
    )]
    Twice,
}

/// Reads a text; `None` if it is not written so.
///
/// # Errors
/// A local time in the hour of a clock change of the zone.
pub fn parse_dutch(text: &str, zone: Tz) -> Result<Option<DutchDate>, ClockChange> {
    let Some((day, time)) = text.split_once(' ') else {
        return Ok(day_of_text(text).map(DutchDate::Day));
    };
    let Some(local) = day_of_text(day).zip(time_of_text(time)) else { return Ok(None) };
    match zone.from_local_datetime(&NaiveDateTime::new(local.0, local.1)) {
        LocalResult::Single(moment) => Ok(Some(DutchDate::Moment(moment.with_timezone(&Utc)))),
        LocalResult::None => Err(ClockChange::Skipped),
        LocalResult::Ambiguous(..) => Err(ClockChange::Twice),
    }
}

/// A day, `25-11-2026` or `5-6-2026`.
#[must_use]
pub fn day_of_text(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (day, month) = (digits(parts.next()?, 1, 2)?, digits(parts.next()?, 1, 2)?);
    let year = digits(parts.next()?, 4, 4)?;
    if parts.next().is_some() {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    YEARS.contains(&day.year()).then_some(day)
}

/// A time of day, `9:00`, `09:00` or `09:00:30`.
fn time_of_text(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let (hour, minute) = (digits(parts.next()?, 1, 2)?, digits(parts.next()?, 2, 2)?);
    let second = parts.next().map_or(Some(0), |part| digits(part, 2, 2))?;
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(hour, minute, second)
}

fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let is_number = (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AMSTERDAM: Tz = chrono_tz::Europe::Amsterdam;

    fn moment(text: &str) -> DutchDate {
        DutchDate::Moment(text.parse().unwrap())
    }

    #[test]
    fn the_day_stands_first_and_the_time_is_the_organisations() {
        for (text, read) in [
            ("25-11-2026", DutchDate::Day("2026-11-25".parse().unwrap())),
            ("5-6-2026", DutchDate::Day("2026-06-05".parse().unwrap())),
            ("29-2-2024", DutchDate::Day("2024-02-29".parse().unwrap())),
            ("25-11-2026 09:00", moment("2026-11-25T08:00:00Z")),
            ("25-11-2026 9:00", moment("2026-11-25T08:00:00Z")),
            ("5-6-2026 9:00:30", moment("2026-06-05T07:00:30Z")),
            ("25-11-2026 0:00", moment("2026-11-24T23:00:00Z")),
            ("25-10-2026 1:59", moment("2026-10-24T23:59:00Z")),
            ("25-10-2026 3:00", moment("2026-10-25T02:00:00Z")),
            ("29-3-2026 3:00", moment("2026-03-29T01:00:00Z")),
        ] {
            assert_eq!(parse_dutch(text, AMSTERDAM), Ok(Some(read)), "{text}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_not_read() {
        for text in [
            "",
            "11/25/2026",
            "25/11/2026",
            "05/06/26",
            "05-06-26",
            "11-25-2026",
            "31-04-2026",
            "29-02-2026",
            "25-11-0026",
            "25-11-1026",
            "25-11-12026",
            "025-11-2026",
            "25.11.2026",
            "25-11",
            "25-11-2026-1",
            "+5-11-2026",
            "25- 1-2026",
            "25-nov-2026",
            "25-11-2026 ",
            "25-11-2026 9",
            "25-11-2026 9:0",
            "25-11-2026 9.00",
            "25-11-2026 24:00",
            "25-11-2026 09:60",
            "25-11-2026 9:00 uur",
            "25-11-2026  9:00",
            "25-11-2026T09:00",
            "25-11-2026 09:00:00:00",
            "2026-11-25 09:00",
            "\u{664}-11-2026",
        ] {
            assert_eq!(parse_dutch(text, AMSTERDAM), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_time_that_the_clock_skips_or_shows_twice_is_refused() {
        for text in ["29-03-2026 02:00", "29-3-2026 2:30", "29-3-2026 2:59:59"] {
            assert_eq!(parse_dutch(text, AMSTERDAM), Err(ClockChange::Skipped), "{text}");
        }
        for text in ["25-10-2026 02:00", "25-10-2026 2:30", "25-10-2026 2:59:59"] {
            assert_eq!(parse_dutch(text, AMSTERDAM), Err(ClockChange::Twice), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in ".{0,24}") {
            let _ = parse_dutch(&text, AMSTERDAM);
        }
    }
}

//! The organisation's calendar: the local day of a moment, and the moment of a local time.

use chrono::{
    Datelike, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Timelike,
    Utc,
};
use chrono_tz::Tz;

use crate::domain::Timestamp;

/// The earliest and latest years of a date; others are taken for typing errors.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// The local day of a moment.
#[must_use]
pub fn day_of(moment: Timestamp, zone: Tz) -> NaiveDate {
    moment.with_timezone(&zone).date_naive()
}

/// The moment of a local time; a time that the clock skips in spring becomes the first moment after the gap, one that
/// occurs twice in autumn the earlier.
#[must_use]
pub fn moment_of(day: NaiveDate, time: NaiveTime, zone: Tz) -> Timestamp {
    let mut local = NaiveDateTime::new(day, time);
    for _ in 0..8 {
        match zone.from_local_datetime(&local) {
            LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => {
                return moment.with_timezone(&Utc);
            }
            LocalResult::None => local += chrono::TimeDelta::minutes(30),
        }
    }
    local.and_utc()
}

/// The moment truncated to the microseconds that storage keeps.
#[must_use]
pub fn to_microseconds(moment: Timestamp) -> Timestamp {
    let nanoseconds = moment.nanosecond() / 1_000 * 1_000;
    moment.with_nanosecond(nanoseconds).unwrap_or(moment)
}

/// The moment as an RFC 3339 timestamp with the offset of a zone, which tells the local time as well.
#[must_use]
pub fn written_in(moment: Timestamp, zone: Tz, format: SecondsFormat) -> String {
    moment.with_timezone(&zone).to_rfc3339_opts(format, true)
}

/// Parses an RFC 3339 timestamp with a plausible year.
#[must_use]
pub fn parse_moment(text: &str) -> Option<Timestamp> {
    let moment = chrono::DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
    YEARS.contains(&moment.year()).then(|| to_microseconds(moment))
}

/// Parses a day `YYYY-MM-DD` with a plausible year.
#[must_use]
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    // `chrono` would skip blanks and accept a sign.
    let is_shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| is_shaped)?;
    YEARS.contains(&day.year()).then_some(day)
}

/// The first day of the month that is this many months before the day's own.
#[must_use]
pub fn first_of_month_before(day: NaiveDate, months: u32) -> NaiveDate {
    day.with_day(1).and_then(|first| first.checked_sub_months(Months::new(months))).unwrap_or(day)
}

/// Whether the day is the last of its month.
#[must_use]
pub fn is_last_of_month(day: NaiveDate) -> bool {
    day.succ_opt().is_none_or(|next| next.month() != day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMSTERDAM: Tz = chrono_tz::Europe::Amsterdam;

    fn moment(text: &str) -> Timestamp {
        parse_moment(text).unwrap()
    }

    #[test]
    fn a_moment_is_written_with_the_local_time_and_read_again() {
        let written = |text: &str| written_in(moment(text), AMSTERDAM, SecondsFormat::AutoSi);
        assert_eq!(written("2026-07-01T22:30:00Z"), "2026-07-02T00:30:00+02:00");
        assert_eq!(written("2026-01-01T09:00:00Z"), "2026-01-01T10:00:00+01:00");
        assert_eq!(parse_moment(&written("2026-07-01T22:30:00Z")), parse_moment("2026-07-01T22:30:00Z"));
    }

    #[test]
    fn a_late_evening_in_utc_is_already_tomorrow_in_amsterdam() {
        assert_eq!(day_of(moment("2026-03-31T22:30:00Z"), AMSTERDAM).to_string(), "2026-04-01");
        assert_eq!(day_of(moment("2026-12-31T22:30:00Z"), AMSTERDAM).to_string(), "2026-12-31");
    }

    #[test]
    fn local_times_survive_both_clock_changes() {
        let at = |day: &str, hour| {
            moment_of(day.parse().unwrap(), NaiveTime::from_hms_opt(hour, 30, 0).unwrap(), AMSTERDAM)
        };
        assert_eq!(at("2026-03-29", 2), moment("2026-03-29T01:00:00Z"));
        assert_eq!(at("2026-10-25", 2), moment("2026-10-25T00:30:00Z"));
        assert_eq!(at("2026-07-01", 9), moment("2026-07-01T07:30:00Z"));
    }

    #[test]
    fn moments_are_kept_to_the_microsecond() {
        assert_eq!(moment("2026-03-02T09:15:00.123456789+01:00"), moment("2026-03-02T08:15:00.123456Z"));
    }

    #[test]
    fn implausible_dates_are_refused() {
        assert_eq!(parse_day("0001-01-01"), None);
        assert_eq!(parse_day("2026-2-3"), None);
        assert_eq!(parse_day("2026-02-30"), None);
        assert_eq!(parse_moment("2026-03-02"), None);
    }
}

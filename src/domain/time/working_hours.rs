//! The hours in which staff are at work.
//!
//! The rule: on working days by the organisation's calendar and clock, and at no other time.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::time::calendar::{day_of, moment_of};
use crate::domain::time::working_days::WorkingDays;

/// The local hours of a working day: from 08:00 up to 18:00.
const HOURS: Range<u32> = 8..18;
/// How many days ahead a working day is searched for.
const SEARCH_DAYS: usize = 60;

/// Whether staff are at work at this moment.
#[must_use]
pub fn is_at_work(moment: Timestamp, days: &WorkingDays, zone: Tz) -> bool {
    next_at_work(moment, days, zone) == Some(moment)
}

/// The first moment at or after `moment` at which staff are at work; `None` if the next two months are free.
#[must_use]
pub fn next_at_work(moment: Timestamp, days: &WorkingDays, zone: Tz) -> Option<Timestamp> {
    let coming = day_of(moment, zone).iter_days().take(SEARCH_DAYS);
    let mut hours = coming.filter(|day| days.day_off(*day).is_none()).filter_map(|day| hours_of(day, zone));
    hours.find(|hours| moment < hours.end).map(|hours| hours.start.max(moment))
}

fn hours_of(day: NaiveDate, zone: Tz) -> Option<Range<Timestamp>> {
    let at = |hour| Some(moment_of(day, NaiveTime::from_hms_opt(hour, 0, 0)?, zone));
    Some(at(HOURS.start)?..at(HOURS.end)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::calendar::parse_moment;

    fn next(moment: &str) -> Option<Timestamp> {
        let closed = WorkingDays::with_free_days(["2026-04-01".parse().unwrap()].into());
        next_at_work(parse_moment(moment).unwrap(), &closed, chrono_tz::Europe::Amsterdam)
    }

    #[test]
    fn nights_weekends_holidays_and_free_days_wait_for_the_next_working_morning() {
        for (moment, expected) in [
            // Within the hours, the first and the last moment of them, and in the evening.
            ("2026-03-30T10:00:00Z", "2026-03-30T10:00:00Z"),
            ("2026-03-30T06:00:00Z", "2026-03-30T06:00:00Z"),
            ("2026-03-30T15:59:59Z", "2026-03-30T15:59:59Z"),
            ("2026-03-30T16:00:00Z", "2026-03-31T06:00:00Z"),
            ("2026-03-30T05:59:59Z", "2026-03-30T06:00:00Z"),
            // A free day of the organisation; Maundy Thursday evening, before Good Friday and Easter.
            ("2026-03-31T20:00:00Z", "2026-04-02T06:00:00Z"),
            ("2026-04-02T18:00:00Z", "2026-04-07T06:00:00Z"),
            // A Saturday in winter.
            ("2026-11-28T12:00:00Z", "2026-11-30T07:00:00Z"),
        ] {
            assert_eq!(next(moment), parse_moment(expected), "{moment}");
        }
    }

    #[test]
    fn an_organisation_that_is_closed_for_months_is_not_waited_for() {
        let first: NaiveDate = "2026-03-01".parse().unwrap();
        let closed = WorkingDays::with_free_days(first.iter_days().take(100).collect());
        let moment = parse_moment("2026-03-02T10:00:00Z").unwrap();
        assert!(!is_at_work(moment, &closed, chrono_tz::Europe::Amsterdam));
        assert_eq!(next_at_work(moment, &closed, chrono_tz::Europe::Amsterdam), None);
    }
}

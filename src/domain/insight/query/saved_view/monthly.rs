//! When the figures of saved views are mailed, and over which periods they tell.
//!
//! The rule: on the first working day of a month, by the organisation's calendar and clock.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::saved_view::pairs_of;
use crate::domain::time::calendar::moment_of;
use crate::domain::time::period::Granularity;
use crate::domain::time::working_days::WorkingDays;

/// The local hour at which the mails are due.
const HOUR: u32 = 7;
/// The longest search for a working day; every month has as many days.
const MONTH_DAYS: usize = 28;

/// The mails of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthlyMails {
    /// The first day of the month.
    pub month: NaiveDate,
    pub due_at: Timestamp,
}

impl MonthlyMails {
    /// Those of the month that a day is in; `None` if the month has no working day.
    #[must_use]
    pub fn of(today: NaiveDate, working_days: &WorkingDays, zone: Tz) -> Option<Self> {
        let month = Granularity::Month.first_day(today)?;
        let mut days = month.iter_days().take(MONTH_DAYS);
        let day = days.find(|day| working_days.day_off(*day).is_none())?;
        Some(Self { month, due_at: moment_of(day, NaiveTime::from_hms_opt(HOUR, 0, 0)?, zone) })
    }
}

/// A view by month, for the table of its mail; `None` if its page would refuse it.
#[must_use]
pub fn by_month(query: &str, today: NaiveDate) -> Option<DashboardQuery> {
    let mut pairs = pairs_of(query);
    pairs.retain(|(name, _)| !matches!(name.as_str(), "interval" | "rolling"));
    pairs.push(("interval".to_owned(), Granularity::Month.name().to_owned()));
    DashboardQuery::parse(&pairs, today).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_working_day_at_seven_is_the_moment() {
        let due = |today: &str| {
            let mails = MonthlyMails::of(
                today.parse().unwrap(),
                &WorkingDays::default(),
                chrono_tz::Europe::Amsterdam,
            );
            mails.unwrap().due_at.to_rfc3339()
        };
        assert_eq!(due("2026-04-20"), "2026-04-01T05:00:00+00:00");
        assert_eq!(due("2026-11-01"), "2026-11-02T06:00:00+00:00", "the first is a Sunday");
        assert_eq!(due("2027-01-31"), "2027-01-04T06:00:00+00:00", "after New Year's Day and a weekend");
    }

    #[test]
    fn a_mail_tells_by_month_whatever_the_view_shows() {
        let today = "2026-11-22".parse().unwrap();
        let query = by_month("team=Zuid&interval=day&rolling=7", today).unwrap();
        assert_eq!((query.trend.interval, query.rolling), (Granularity::Month, 12));
        assert_eq!(by_month("from=never", today), None);
    }
}

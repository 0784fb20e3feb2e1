//! A whole year, with both clock changes and all holidays: no mail outside the sending hours, and no mail lost.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc, Weekday};
use naklank::clock::Clock as _;
use naklank::workflow::sending::steer::next_due;
use serde_json::json;

use crate::support::{closed_complaint, on_both_engines};

/// The public holidays of 2026, from the almanac.
const HOLIDAYS: [(u32, u32); 11] =
    [(1, 1), (4, 3), (4, 5), (4, 6), (4, 27), (5, 5), (5, 14), (5, 24), (5, 25), (12, 25), (12, 26)];

/// Amsterdam is two hours ahead of UTC from the last Sunday of March to that of October, 01:00 UTC; else one.
fn local_hour_and_day(at: DateTime<Utc>) -> (u32, NaiveDate) {
    let last_sunday = |month| {
        (25..=31)
            .filter_map(|day| NaiveDate::from_ymd_opt(2026, month, day))
            .find(|d| d.weekday() == Weekday::Sun)
            .unwrap()
    };
    let change = |month| last_sunday(month).and_hms_opt(1, 0, 0).unwrap().and_utc();
    let ahead = if (change(3)..change(10)).contains(&at) { 2 } else { 1 };
    let local = at + TimeDelta::hours(ahead);
    (local.hour(), local.date_naive())
}

fn may_be_mailed(at: DateTime<Utc>) -> bool {
    let (hour, day) = local_hour_and_day(at);
    let is_new_year = (day.month(), day.day()) == (1, 1);
    let is_holiday = is_new_year || (day.year() == 2026 && HOLIDAYS.contains(&(day.month(), day.day())));
    (9..20).contains(&hour) && day.weekday() != Weekday::Sun && !is_holiday
}

on_both_engines! {
    async fn a_whole_year_is_mailed_within_its_hours_and_completely(app) {
        app.clock.set("2026-01-01T00:00:00Z");
        let end: DateTime<Utc> = "2027-02-28T00:00:00Z".parse().unwrap();
        let last_closure: DateTime<Utc> = "2026-12-31T23:00:00Z".parse().unwrap();
        let (mut closed, mut sent) = (0, 0);
        while app.clock.now() < end {
            // A complaint closes every 17 hours and 40 minutes, so at every hour of the day in the course of the year.
            let now = app.clock.now();
            if now < last_closure {
                let mut complaint = closed_complaint(&now.to_rfc3339());
                complaint["received_at"] = json!("2025-12-01T09:00:00Z");
                complaint["contact"]["email"] = json!(format!("klant{closed}@example.org"));
                let answer = app.put(&format!("K-{closed}"), &complaint).await;
                assert_eq!(answer.json()["survey"]["state"], "planned");
                closed += 1;
            }
            let next_closure = now + TimeDelta::minutes(1060);
            // Ticks at the moment when each mail falls due before the next closure, as the scheduler does.
            while let Some(due) = next_due(&app.app).await.unwrap().filter(|due| *due < next_closure) {
                app.clock.set(&due.max(app.clock.now()).to_rfc3339());
                let report = app.tick().await.messages;
                assert!(report.sent == 0 || may_be_mailed(app.clock.now()), "mailed at {}", app.clock.now());
                sent += report.sent;
            }
            // A tick at any other moment must not send a mail outside the sending hours.
            app.clock.set(&next_closure.to_rfc3339());
            let report = app.tick().await.messages;
            assert!(report.sent == 0 || may_be_mailed(next_closure), "mailed at {next_closure}");
            sent += report.sent;
        }
        assert!(closed > 490, "the year was walked through");
        assert_eq!(sent, 2 * closed, "each got an invitation and, without an answer, a reminder");
        let expired = app.integers("SELECT COUNT(*) FROM invitations WHERE state = 'expired'").await;
        assert_eq!(expired, [i64::try_from(closed).unwrap()]);
    }
}

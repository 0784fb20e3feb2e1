//! The days on which policy owners were reminded of a report.

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::storage::{Result, Tx, with_conn};

/// Whether policy owners were reminded of the report of a year on a day.
pub async fn is_noted(tx: &mut Tx, year: i32, day: NaiveDate) -> Result<bool> {
    let found: Option<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT year FROM report_reminders WHERE year = $1 AND day = $2")
            .bind(i64::from(year))
            .bind(day)
            .fetch_optional(conn)
            .await?
    });
    Ok(found.is_some())
}

/// Notes that they are; false if it was noted already.
pub async fn note(tx: &mut Tx, year: i32, day: NaiveDate, now: Timestamp) -> Result<bool> {
    let noted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO report_reminders (year, day, queued_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(i64::from(year))
        .bind(day)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(noted == 1)
}

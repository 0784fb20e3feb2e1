//! The days on which policy owners were reminded of a report.

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::storage::{Result, StorageError, Tx, with_conn};

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

/// The years whose report policy owners were ever reminded of.
pub async fn years(tx: &mut Tx) -> Result<Vec<i32>> {
    let rows: Vec<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT DISTINCT year FROM report_reminders ORDER BY year").fetch_all(conn).await?
    });
    let year = |value: i64| {
        let wrong =
            |_| StorageError::Inconsistent { column: "report_reminders.year", value: value.to_string() };
        i32::try_from(value).map_err(wrong)
    };
    rows.into_iter().map(year).collect()
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

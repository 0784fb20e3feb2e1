//! Complaints that were registered or changed after a moment, by how they belong to a year.
//!
//! The rule: those registered since stand where they are now; those known before count wherever they may have stood then.

use chrono::TimeDelta;
use sqlx::AssertSqlSafe;
use uuid::{Builder, Uuid};

use crate::domain::Timestamp;
use crate::domain::ids::ComplaintId;
use crate::domain::reporting::changes::ComplaintChanges;
use crate::storage::reporting::changes::{Bounds, number};
use crate::storage::{Result, Tx, with_conn};

/// How long before a year complaints may have closed that were open at its beginning as long as that was not reported.
const A_YEAR: TimeDelta = TimeDelta::days(366);

/// Complaints of which a day of closing in the year was reported: one that was reopened, or closed on another day since, was
/// counted there before.
const WAS_CLOSED: &str = "EXISTS (SELECT 1 FROM invitations WHERE invitations.complaint_id = complaints.id
    AND closed_on BETWEEN $5 AND $6)";

/// How many were registered and how many changed since.
pub(super) async fn complaints(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<ComplaintChanges> {
    let sql = format!(
        "SELECT is_late, COUNT(*) FILTER (WHERE is_received), COUNT(*) FILTER (WHERE is_closed),
            COUNT(*) FILTER (WHERE is_at_start), COUNT(*) FILTER (WHERE is_at_end),
            COUNT(*) FILTER (WHERE is_received OR is_closed OR is_at_start OR is_at_end)
         FROM (
            SELECT id >= $4 AS is_late, received_at >= $1 AND received_at < $2 AS is_received,
                status = 'closed' AND closed_at >= $1 AND closed_at < $2 OR (id < $4 AND {WAS_CLOSED}) AS is_closed,
                received_at < $1 AND (status = 'open' OR closed_at >= $1 OR (id < $4 AND closed_at >= $7)) AS is_at_start,
                received_at < $2 AND (status = 'open' OR closed_at >= $2 OR (id < $4 AND closed_at >= $1)) AS is_at_end
            FROM complaints WHERE updated_at > $3
         ) AS told GROUP BY is_late"
    );
    let rows: Vec<(bool, i64, i64, i64, i64, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql))
            .bind(year.begins)
            .bind(year.ends)
            .bind(since)
            .bind(ComplaintId(first_of(since)))
            .bind(year.first)
            .bind(year.last)
            .bind(year.begins - A_YEAR)
            .fetch_all(conn)
            .await?
    });
    let mut changes = ComplaintChanges::default();
    for (is_late, received, closed, at_start, at_end, any) in rows {
        for (since, counted) in [
            (&mut changes.received, received),
            (&mut changes.closed, closed),
            (&mut changes.at_start, at_start),
            (&mut changes.at_end, at_end),
            (&mut changes.any, any),
        ] {
            let place = if is_late { &mut since.late } else { &mut since.changed };
            *place = number(counted)?;
        }
    }
    Ok(changes)
}

/// Complaints that were known before and changed since, and stand nowhere in the year though they were registered in it or a
/// day of closing in it was reported.
pub(super) async fn left(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    let sql = format!(
        "SELECT COUNT(*) FROM complaints WHERE updated_at > $3 AND id < $4
            AND (received_at >= $2 OR (status = 'closed' AND closed_at < $1))
            AND ((id >= $7 AND id < $8) OR {WAS_CLOSED})"
    );
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(year.begins)
            .bind(year.ends)
            .bind(since)
            .bind(ComplaintId(first_of(since)))
            .bind(year.first)
            .bind(year.last)
            .bind(ComplaintId(first_of(year.begins)))
            .bind(ComplaintId(first_of(year.ends)))
            .fetch_one(conn)
            .await?
    }))
}

/// Complaints that were open at any time of the year, from which name and address were removed since; and those of them whose
/// person was erased.
pub(super) async fn removed(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<(i64, i64)> {
    let counted: (i64, i64) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(*) FILTER (WHERE contact_forgotten_at > $3), COUNT(*) FILTER (WHERE erased_at > $3)
             FROM complaints
             WHERE (contact_forgotten_at > $3 OR erased_at > $3)
                AND received_at < $2 AND (closed_at IS NULL OR closed_at >= $1)",
        )
        .bind(year.begins)
        .bind(year.ends)
        .bind(since)
        .fetch_one(conn)
        .await?
    });
    Ok(counted)
}

/// The smallest identifier of what is made from a moment on: identifiers begin with their time (RFC 9562, version 7).
fn first_of(moment: Timestamp) -> Uuid {
    let milliseconds = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(milliseconds, &[0; 10]).into_uuid()
}

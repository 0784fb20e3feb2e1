//! What complaints tell of sentences of the policy that no KPI is about.
//!
//! The rule: a complaint stands here as it is now, in the year of its last closing; what was not told is unknown.

use crate::domain::Timestamp;
use crate::statistics::census::Census;
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

/// Complaints that were not wholly upheld, by whether the customer was pointed to Kifid or the court.
pub async fn kifid_pointed(tx: &mut Tx, (from, until): (Timestamp, Timestamp)) -> Result<Census> {
    let told: (i64, i64, i64) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(CASE WHEN kifid_pointed THEN 1 END), COUNT(CASE WHEN NOT kifid_pointed THEN 1 END),
                COUNT(CASE WHEN kifid_pointed IS NULL THEN 1 END)
             FROM complaints WHERE status = 'closed' AND closed_at >= $1 AND closed_at < $2
                AND outcome IN ('partly_upheld', 'rejected')",
        )
        .bind(from)
        .bind(until)
        .fetch_one(conn)
        .await?
    });
    census(told)
}

/// Complaints to the board that were to be answered in writing, by whether the board did so itself.
pub async fn answered_by_board(tx: &mut Tx, (from, until): (Timestamp, Timestamp)) -> Result<Census> {
    let told: (i64, i64, i64) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(CASE WHEN answered_by = 'board' THEN 1 END), COUNT(CASE WHEN answered_by = 'other' THEN 1 END),
                COUNT(CASE WHEN answered_by IS NULL THEN 1 END)
             FROM complaints WHERE status = 'closed' AND closed_at >= $1 AND closed_at < $2
                AND level = 'board' AND (written_response_required IS NULL OR written_response_required)",
        )
        .bind(from)
        .bind(until)
        .fetch_one(conn)
        .await?
    });
    census(told)
}

fn census((done, not_done, unknown): (i64, i64, i64)) -> Result<Census> {
    let number = |value| count("complaints", value);
    Ok(Census { timely: number(done)?, late: number(not_done)?, unknown: number(unknown)? })
}

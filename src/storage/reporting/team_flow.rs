//! How many complaints each team had in a year.
//!
//! The rule: a complaint stands here as it is now: with its present team and its last closing, and as open if it is open.

use crate::domain::Timestamp;
use crate::domain::reporting::internal::TeamFlow;
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

/// The complaints of each team from one moment up to another, that one excluded; by name, those of no team first.
pub async fn flows(tx: &mut Tx, (from, until): (Timestamp, Timestamp)) -> Result<Vec<TeamFlow>> {
    let rows: Vec<(String, i64, i64, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COALESCE(team, ''),
                COUNT(CASE WHEN received_at < $1 THEN 1 END),
                COUNT(CASE WHEN received_at >= $1 THEN 1 END),
                COUNT(CASE WHEN status = 'closed' AND closed_at < $2 THEN 1 END)
             FROM complaints
             WHERE received_at < $2 AND (received_at >= $1 OR status <> 'closed' OR closed_at >= $1)
             GROUP BY 1 ORDER BY 1",
        )
        .bind(from)
        .bind(until)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(flow).collect()
}

fn flow((team, before, received, closed): (String, i64, i64, i64)) -> Result<TeamFlow> {
    let number = |value| count("complaints", value);
    Ok(TeamFlow {
        team,
        brought_forward: number(before)?,
        received: number(received)?,
        closed: number(closed)?,
    })
}

//! Counts of the complaints of a period, for the reports.
//!
//! The rule: complaints count as they are known now; what is dated at or after the end of the period did not happen in it.
//! Each function is one statement, so that its numbers belong together.

mod places;

pub use places::{CountedPlace, places};

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{Channel, Complainant, Outcome};
use crate::domain::complaints::facts::Remedy;
use crate::domain::reporting::flow::Flow;
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

/// The flow between two moments, the second one excluded. A complaint that was reopened is open.
pub async fn flow(tx: &mut Tx, begins: Timestamp, ends: Timestamp) -> Result<Flow> {
    let (brought_forward, received, closed, carried_forward): (i64, i64, i64, i64) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(*) FILTER (WHERE received_at < $1 AND (status = 'open' OR closed_at >= $1)),
                COUNT(*) FILTER (WHERE received_at >= $1 AND received_at < $2),
                COUNT(*) FILTER (WHERE status = 'closed' AND closed_at >= $1 AND closed_at < $2),
                COUNT(*) FILTER (WHERE received_at < $2 AND (status = 'open' OR closed_at >= $2))
             FROM complaints",
        )
        .bind(begins)
        .bind(ends)
        .fetch_one(conn)
        .await?
    });
    Ok(Flow {
        brought_forward: count("complaints", brought_forward)?,
        received: count("complaints", received)?,
        closed: count("complaints", closed)?,
        carried_forward: count("complaints", carried_forward)?,
    })
}

/// Whether a complaint was received or closed between two moments, the second one excluded. It looks for one by the indexes, and
/// counts none.
pub async fn is_there_any(tx: &mut Tx, begins: Timestamp, ends: Timestamp) -> Result<bool> {
    let found: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT CAST(CASE
                WHEN EXISTS (SELECT 1 FROM complaints WHERE received_at >= $1 AND received_at < $2) THEN 1
                WHEN EXISTS (SELECT 1 FROM complaints
                    WHERE status = 'closed' AND closed_at >= $1 AND closed_at < $2) THEN 1
                ELSE 0 END AS BIGINT)",
        )
        .bind(begins)
        .bind(ends)
        .fetch_one(conn)
        .await?
    });
    Ok(found == 1)
}

/// Complaints that are alike in what a report tells of them.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ComplaintGroup {
    pub channel: Option<Channel>,
    pub complainant: Complainant,
    pub product: Option<String>,
    pub outcome: Option<Outcome>,
    pub remedy: Option<Remedy>,
    pub kifid_pointed: Option<bool>,
    /// As they were told, one to a line, the main one first.
    pub causes: Option<String>,
    /// Whether they were received in the period, and whether they were closed in it.
    pub is_received: bool,
    pub is_closed: bool,
    #[sqlx(try_from = "i64")]
    pub complaints: u64,
    /// How many of them have an amount, and what these are together, in cents.
    #[sqlx(try_from = "i64")]
    pub amounts: u64,
    #[sqlx(try_from = "i64")]
    pub cents: u64,
}

impl ComplaintGroup {
    /// The main cause, as it was told.
    #[must_use]
    pub fn main_cause(&self) -> Option<&str> {
        self.causes.as_deref()?.lines().next()
    }
}

/// The complaints received or closed between two moments, the second one excluded.
pub async fn groups(tx: &mut Tx, begins: Timestamp, ends: Timestamp) -> Result<Vec<ComplaintGroup>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT channel, complainant, product, outcome, remedy, kifid_pointed, causes, is_received, is_closed,
                COUNT(*) AS complaints, COUNT(remedy_amount) AS amounts,
                CAST(COALESCE(SUM(remedy_amount), 0) AS BIGINT) AS cents
             FROM (
                SELECT channel, complainant, product, outcome, remedy, kifid_pointed, causes, remedy_amount,
                    received_at >= $1 AND received_at < $2 AS is_received,
                    status = 'closed' AND closed_at >= $1 AND closed_at < $2 AS is_closed
                FROM complaints
             ) AS told
             WHERE is_received OR is_closed
             GROUP BY channel, complainant, product, outcome, remedy, kifid_pointed, causes, is_received, is_closed",
        )
        .bind(begins)
        .bind(ends)
        .fetch_all(conn)
        .await?
    }))
}

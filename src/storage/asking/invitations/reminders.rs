//! Reminders of invitations: planned, taken when due, counted when accepted.
//!
//! A planned reminder is a moment at its invitation, and no message before that has come. An invitation that is not in state
//! `sent` by then gets none; whoever unsubscribed meanwhile is found at the claim, like at every mail.

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::ids::InvitationId;
use crate::storage::asking::invitations::{Row, StoredInvitation};
use crate::storage::engine::columns::{count, lookups, numbered};
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::Change;
use crate::storage::{Result, Tx, with_conn};

/// Plans the next reminder of invitations that are sent, or none any more.
pub async fn plan_reminders(tx: &mut Tx, ids: &[InvitationId], due_at: Option<Timestamp>) -> Result<()> {
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE invitations SET reminder_due_at = $1 WHERE state = 'sent' AND id IN ({})",
            numbered(2, chunk.len())
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql)).bind(due_at);
            chunk.iter().fold(query, |query, id| query.bind(id.0)).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Finds up to `most` invitations whose reminder is due, the longest due first, with when it was; nobody else takes these
/// until the transaction ends.
pub async fn due_reminders(tx: &mut Tx, now: Timestamp, most: u32) -> Result<Vec<(InvitationId, Timestamp)>> {
    let sql = format!(
        "SELECT id, reminder_due_at FROM invitations WHERE state = 'sent' AND reminder_due_at <= $1
         ORDER BY reminder_due_at LIMIT $2 {}",
        tx.skip_locked()
    );
    let rows: Vec<(Uuid, Timestamp)> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(i64::from(most)).fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(|(id, due_at)| (InvitationId(id), due_at)).collect())
}

/// When the next reminder is due; none where none is planned.
pub async fn next_reminder_due(tx: &mut Tx) -> Result<Option<Timestamp>> {
    Ok(with_conn!(tx, |conn| {
        // A minimum would be taken over all of them by a planner that knows of few.
        sqlx::query_scalar(
            "SELECT reminder_due_at FROM invitations WHERE state = 'sent' AND reminder_due_at IS NOT NULL
             ORDER BY reminder_due_at LIMIT 1",
        )
        .fetch_optional(conn)
        .await?
    }))
}

/// Reminders that are no messages yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedReminders {
    pub planned: u64,
    /// Of them, those that are due.
    pub due: u64,
    pub oldest_due_at: Option<Timestamp>,
}

/// Counts the planned reminders.
pub async fn planned_reminders(tx: &mut Tx, now: Timestamp) -> Result<PlannedReminders> {
    let (planned, due, oldest_due_at): (i64, i64, Option<Timestamp>) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(*), COUNT(*) FILTER (WHERE reminder_due_at <= $1),
                MIN(reminder_due_at) FILTER (WHERE reminder_due_at <= $1)
             FROM invitations WHERE state = 'sent' AND reminder_due_at IS NOT NULL",
        )
        .bind(now)
        .fetch_one(conn)
        .await?
    });
    Ok(PlannedReminders {
        planned: count("invitations", planned)?,
        due: count("invitations", due)?,
        oldest_due_at,
    })
}

/// Counts a reminder that was accepted; returns the invitations as they now are.
pub async fn count_reminders(tx: &mut Tx, ids: &[InvitationId]) -> Result<Vec<StoredInvitation>> {
    let mut reminded: Vec<StoredInvitation> = Vec::new();
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE invitations SET reminders = reminders + 1 WHERE id IN ({}) RETURNING *",
            numbered(1, chunk.len())
        );
        let rows: Vec<Row> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id.0)).fetch_all(conn).await?
        });
        for row in rows {
            reminded.push(row.try_into()?);
        }
    }
    let changes: Vec<Change> = reminded.iter().flat_map(first_reminder_after_the_end).collect();
    tallies::append(tx, &changes).await?;
    Ok(reminded)
}

/// A reminder that was on its way when its invitation ended: that one ended after reminders.
fn first_reminder_after_the_end(invitation: &StoredInvitation) -> Vec<Change> {
    if invitation.reminders != 1 {
        return Vec::new();
    }
    let before = StoredInvitation { reminders: 0, ..invitation.clone() };
    let off = before.ending().map(Change::undone);
    off.into_iter().chain(invitation.ending()).collect()
}

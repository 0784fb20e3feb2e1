//! Reminders of invitations: planned, claimed when due, counted when accepted.
//!
//! A planned reminder is only a time in the row of its invitation; there is no message before it is due. An invitation
//! that is no longer in state `sent` by then gets no reminder; an address that was unsubscribed meanwhile is detected
//! at the claim, as for every mail.

use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::ids::InvitationId;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::engine::columns::{count, lookups, numbered};
use crate::storage::insight::counts;
use crate::storage::insight::counts::Count;
use crate::storage::{Result, Tx, with_conn};

/// Sets when the next reminder of invitations in state `sent` is due; `None` cancels it.
pub async fn plan_reminders(tx: &mut Tx, ids: &[InvitationId], due_at: Option<Timestamp>) -> Result<()> {
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE invitations SET reminder_due_at = $1 WHERE state = 'sent' AND id IN ({})",
            numbered(2, chunk.len())
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql)).bind(due_at);
            chunk.iter().fold(query, |query, id| query.bind(id)).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Finds up to `most` invitations whose reminder is due, the longest due first, with its due time; no other process
/// gets these until the transaction ends.
pub async fn due_reminders(tx: &mut Tx, now: Timestamp, most: u32) -> Result<Vec<(InvitationId, Timestamp)>> {
    let sql = format!(
        "SELECT id, reminder_due_at FROM invitations WHERE state = 'sent' AND reminder_due_at <= $1
         ORDER BY reminder_due_at LIMIT $2 {}",
        tx.skip_locked()
    );
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(i64::from(most)).fetch_all(conn).await?
    }))
}

/// When the next reminder is due; `None` if none is planned.
pub async fn next_reminder_due(tx: &mut Tx) -> Result<Option<Timestamp>> {
    Ok(with_conn!(tx, |conn| {
        // Not `MIN`: a planner that expects few rows would scan all of them.
        sqlx::query_scalar(
            "SELECT reminder_due_at FROM invitations WHERE state = 'sent' AND reminder_due_at IS NOT NULL
             ORDER BY reminder_due_at LIMIT 1",
        )
        .fetch_optional(conn)
        .await?
    }))
}

/// Counts of reminders that have no message yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedReminders {
    pub planned: u64,
    /// Of `planned`, those that are due.
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

/// Counts an accepted reminder for each of these invitations; returns them as updated.
pub async fn count_reminders(tx: &mut Tx, ids: &[InvitationId]) -> Result<Vec<StoredInvitation>> {
    let mut reminded: Vec<StoredInvitation> = Vec::new();
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE invitations SET reminders = reminders + 1 WHERE id IN ({}) RETURNING *",
            numbered(1, chunk.len())
        );
        let rows: Vec<StoredInvitation> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        for row in rows {
            reminded.push(row);
        }
    }
    let changes: Vec<Count> = reminded.iter().flat_map(first_reminder_after_the_end).collect();
    counts::append(tx, &changes).await?;
    Ok(reminded)
}

/// The changes of the counts for a first reminder that was in flight when its invitation ended: it now counts as ended after
/// reminders.
fn first_reminder_after_the_end(invitation: &StoredInvitation) -> Vec<Count> {
    if invitation.reminders != 1 {
        return Vec::new();
    }
    let before = StoredInvitation { reminders: 0, ..invitation.clone() };
    let off = before.ending().map(Count::undone);
    off.into_iter().chain(invitation.ending()).collect()
}

//! The moves of an invitation from one state to another, each only from a state that allows it; a move that comes too
//! late changes nothing and says so.

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::ids::InvitationId;
use crate::domain::invitation::WithdrawnReason;
use crate::domain::token::TokenHash;
use crate::storage::invitations::{Row, StoredInvitation};
use crate::storage::rows::{batches, hash_bytes, numbered};
use crate::storage::{Result, Tx, with_conn};

/// Takes an invitation back, if its state allows it.
pub async fn withdraw(tx: &mut Tx, id: InvitationId, reason: WithdrawnReason) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE invitations SET state = 'withdrawn', reason = $2 WHERE id = $1 AND state IN ('planned', 'sent')",
        )
        .bind(id.0)
        .bind(reason.name())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Withholds a planned invitation at the moment of sending.
pub async fn withhold(tx: &mut Tx, id: InvitationId, reason: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE invitations SET state = 'withheld', reason = $2, due_at = NULL WHERE id = $1 AND state = 'planned'",
        )
        .bind(id.0)
        .bind(reason)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Records that the mail cannot be delivered.
pub async fn mark_undeliverable(tx: &mut Tx, id: InvitationId) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE invitations SET state = 'undeliverable' WHERE id = $1 AND state IN ('planned', 'sent')",
        )
        .bind(id.0)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Marks the invitation behind a link as answered, and returns it; none when it cannot be answered (any more).
///
/// One statement finds, checks and marks, so of two answers that come at once one gets none. `sent_at` is as it was.
pub async fn answer(tx: &mut Tx, link: &TokenHash, now: Timestamp) -> Result<Option<StoredInvitation>> {
    let row: Option<Row> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "UPDATE invitations SET state = 'answered', answered_at = $2
             WHERE id = (SELECT invitation_id FROM messages WHERE token_hash = $1)
                AND state IN ('planned', 'sent', 'undeliverable') AND (expires_at IS NULL OR expires_at > $2)
             RETURNING *",
        )
        .bind(hash_bytes(link))
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    row.map(StoredInvitation::try_from).transpose()
}

/// An answer proves that the mail arrived, also where nobody told us that it was accepted.
pub async fn presume_sent(tx: &mut Tx, id: InvitationId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE invitations SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL")
            .bind(id.0)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Expires the invitations whose time is over; returns how many.
pub async fn expire(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE invitations SET state = 'expired' WHERE state = 'sent' AND expires_at <= $1")
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed)
}

/// Records that the first mails were accepted, whose links end then unless that is fixed already; returns closing day and
/// segment of those that had not moved on.
pub async fn mark_sent(
    tx: &mut Tx,
    ids: &[InvitationId],
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Vec<(InvitationId, NaiveDate, Uuid)>> {
    let mut marked = Vec::new();
    for chunk in batches(ids) {
        let sql = format!(
            "UPDATE invitations SET state = 'sent', sent_at = $1, expires_at = COALESCE(expires_at, $2)
             WHERE state = 'planned' AND id IN ({}) RETURNING id, closed_on, segment_id",
            numbered(3, chunk.len())
        );
        let rows: Vec<(Uuid, NaiveDate, Uuid)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(expires_at);
            chunk.iter().fold(query, |query, id| query.bind(id.0)).fetch_all(conn).await?
        });
        marked.extend(rows.into_iter().map(|(id, day, segment)| (InvitationId(id), day, segment)));
    }
    Ok(marked)
}

/// Counts a reminder that was accepted.
pub async fn count_reminders(tx: &mut Tx, ids: &[InvitationId]) -> Result<()> {
    for chunk in batches(ids) {
        let sql = format!(
            "UPDATE invitations SET reminders = reminders + 1 WHERE id IN ({})",
            numbered(1, chunk.len())
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id.0)).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// The bounce was a mistake: what was sent counts as sent again.
pub async fn restore_sent(tx: &mut Tx, id: InvitationId) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE invitations SET state = 'sent'
             WHERE id = $1 AND state = 'undeliverable' AND sent_at IS NOT NULL",
        )
        .bind(id.0)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Plans an invitation anew whose mail could not be delivered; its time for answering begins again.
pub async fn plan_again(tx: &mut Tx, id: InvitationId, due_at: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE invitations SET state = 'planned', due_at = $2, expires_at = NULL
             WHERE id = $1 AND state = 'undeliverable' AND sent_at IS NULL AND recipient_address IS NOT NULL",
        )
        .bind(id.0)
        .bind(due_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

//! Messages: the queue of e-mails.
//!
//! The rule: a message is claimed with a lease, and whoever ends the claim names the lease. A worker that wakes up
//! after its lease was given to another changes nothing.

use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::ids::{InvitationId, LeaseId, MessageId};
use crate::domain::token::{Nonce, TokenHash};
use crate::storage::rows::{hash_bytes, nonce};
use crate::storage::{Result, Tx, with_conn};

/// A message that this process may send until its lease ends.
#[derive(Clone, Debug)]
pub struct ClaimedMessage {
    pub id: MessageId,
    pub invitation_id: InvitationId,
    pub nonce: Nonce,
    /// How often it was claimed, this time included.
    pub attempts: u32,
    /// The mail's date: when it was claimed for the first time.
    pub composed_at: Timestamp,
}

/// Queues a first mail.
pub async fn insert(
    tx: &mut Tx,
    id: MessageId,
    invitation: InvitationId,
    nonce: &Nonce,
    token_hash: &TokenHash,
    next_at: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts)
             VALUES ($1, $2, 'invitation', 'waiting', $3, $4, $5, 0)",
        )
        .bind(id.0)
        .bind(invitation.0)
        .bind(nonce.0.to_vec())
        .bind(hash_bytes(token_hash))
        .bind(next_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Whether a mail of this invitation is being sent or was tried; if not, none can be claimed until the transaction
/// ends.
pub async fn was_claimed(tx: &mut Tx, invitation: InvitationId) -> Result<bool> {
    // An update to the same value takes the row locks on PostgreSQL; SQLite has its one writer anyway.
    let attempts: Vec<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "UPDATE messages SET attempts = attempts WHERE invitation_id = $1 RETURNING attempts",
        )
        .bind(invitation.0)
        .fetch_all(conn)
        .await?
    });
    Ok(attempts.iter().any(|attempts| *attempts > 0))
}

/// Moves the unclaimed mail of an invitation to another moment; false when there is none.
pub async fn reschedule(tx: &mut Tx, invitation: InvitationId, next_at: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE messages SET state = 'waiting', next_at = $2
             WHERE invitation_id = $1 AND attempts = 0 AND state IN ('waiting', 'cancelled')",
        )
        .bind(invitation.0)
        .bind(next_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed > 0)
}

/// Takes the waiting mails of an invitation out of the queue.
pub async fn cancel(tx: &mut Tx, invitation: InvitationId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE messages SET state = 'cancelled' WHERE invitation_id = $1 AND state = 'waiting'")
            .bind(invitation.0)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Claims up to `most` messages that are due or whose lease has run out.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    lease: LeaseId,
    lease_until: Timestamp,
    most: u32,
) -> Result<Vec<ClaimedMessage>> {
    let sql = format!(
        "UPDATE messages SET state = 'claimed', lease_id = $1, next_at = $2, attempts = attempts + 1,
            composed_at = COALESCE(composed_at, $3)
         WHERE id IN (SELECT id FROM messages WHERE state IN ('waiting', 'claimed') AND next_at <= $3
                      ORDER BY next_at LIMIT $4 {})
         RETURNING id, invitation_id, nonce, attempts, composed_at",
        tx.skip_locked()
    );
    let rows: Vec<ClaimRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql))
            .bind(lease.0)
            .bind(lease_until)
            .bind(now)
            .bind(i64::from(most))
            .fetch_all(conn)
            .await?
    });
    rows.into_iter()
        .map(|row| {
            Ok(ClaimedMessage {
                id: MessageId(row.id),
                invitation_id: InvitationId(row.invitation_id),
                nonce: nonce("messages.nonce", &row.nonce)?,
                attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
                composed_at: row.composed_at,
            })
        })
        .collect()
}

/// How a claim ended.
#[derive(Clone, Debug)]
pub enum ClaimEnd<'a> {
    /// The server took the mail.
    Sent { at: Timestamp },
    /// Try again then.
    Retry { at: Timestamp, error: &'a str },
    /// It will never go out.
    Failed { at: Timestamp, error: &'a str },
    /// It must not go out any more.
    Cancelled { at: Timestamp },
}

/// Ends a claim; false when the lease is no longer ours, and then nothing was changed.
pub async fn end_claim(tx: &mut Tx, id: MessageId, lease: LeaseId, end: &ClaimEnd<'_>) -> Result<bool> {
    let (state, next_at, sent_at, error) = match *end {
        ClaimEnd::Sent { at } => ("sent", at, Some(at), None),
        ClaimEnd::Retry { at, error } => ("waiting", at, None, Some(error)),
        ClaimEnd::Failed { at, error } => ("failed", at, None, Some(error)),
        ClaimEnd::Cancelled { at } => ("cancelled", at, None, None),
    };
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE messages SET state = $3, next_at = $4, sent_at = $5, last_error = $6, lease_id = NULL
             WHERE id = $1 AND lease_id = $2 AND state = 'claimed'",
        )
        .bind(id.0)
        .bind(lease.0)
        .bind(state)
        .bind(next_at)
        .bind(sent_at)
        .bind(error)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// When the scheduler must look at the queue next; none when nothing waits.
pub async fn next_due(tx: &mut Tx) -> Result<Option<Timestamp>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT MIN(next_at) FROM messages WHERE state IN ('waiting', 'claimed')")
            .fetch_one(conn)
            .await?
    }))
}

#[derive(FromRow)]
struct ClaimRow {
    id: Uuid,
    invitation_id: Uuid,
    nonce: Vec<u8>,
    attempts: i64,
    composed_at: Timestamp,
}

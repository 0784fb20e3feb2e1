//! Claiming messages under a lease, and ending the claim.
//!
//! Every ending names the lease and applies only to messages that are still held under it: a worker that was frozen and
//! wakes up after its lease changes nothing.

use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::token::{Nonce, TokenHash};
use crate::domain::ids::{InvitationId, LeaseId, MessageId};
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::MessageKind;
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

/// A message that this worker is to send.
#[derive(Clone, Debug, FromRow)]
pub struct ClaimedMessage {
    pub id: MessageId,
    pub invitation_id: InvitationId,
    pub kind: MessageKind,
    pub nonce: Nonce,
    /// That of the link, by which it is known which key makes the link again.
    pub token_hash: TokenHash,
    /// How often it was claimed, this time included.
    #[sqlx(try_from = "i64")]
    pub attempts: u32,
    /// How often the mail itself was refused.
    #[sqlx(try_from = "i64")]
    pub refusals: u32,
    /// How often it remained unknown whether the server accepted it.
    #[sqlx(try_from = "i64")]
    pub unknown_fates: u32,
    /// How often a lease expired without an ending: its worker was killed or frozen.
    #[sqlx(try_from = "i64")]
    pub lost_claims: u32,
    /// When the mail server last refused it.
    pub refused_at: Option<Timestamp>,
    /// The mail's date: when it was claimed for the first time.
    pub composed_at: Timestamp,
    /// The organisation's texts that were in force then; 0 for the built-in ones.
    pub texts_version: i64,
}

/// Claims up to `most` messages that are due or whose lease has expired. The first claim of a message fixes what its mail is
/// composed of.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    lease: LeaseId,
    lease_until: Timestamp,
    most: u32,
) -> Result<Vec<ClaimedMessage>> {
    // Not bound: with a bound limit the statement would be planned anew each time.
    let sql = format!(
        "UPDATE messages SET state = 'claimed', lease_id = $1, next_at = $2, attempts = attempts + 1,
            lost_claims = lost_claims + CASE WHEN state = 'claimed' THEN 1 ELSE 0 END,
            composed_at = COALESCE(composed_at, $3),
            texts_version = CASE WHEN composed_at IS NULL THEN COALESCE((SELECT MAX(version) FROM own_texts), 0)
                                 ELSE texts_version END
         WHERE id IN (SELECT id FROM messages WHERE state IN ('waiting', 'claimed') AND next_at <= $3
                      ORDER BY next_at LIMIT {most} {})
         RETURNING id, invitation_id, kind, nonce, token_hash, attempts, refusals, unknown_fates, lost_claims, refused_at,
            composed_at, texts_version",
        tx.skip_locked()
    );
    let rows: Vec<ClaimedMessage> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(lease).bind(lease_until).bind(now).fetch_all(conn).await?
    });
    Ok(rows)
}

/// Extends the lease of the messages that are still held under it; returns how many.
pub async fn renew(tx: &mut Tx, lease: LeaseId, ids: &[MessageId], lease_until: Timestamp) -> Result<u64> {
    let mut renewed = 0;
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE messages SET next_at = $2 WHERE lease_id = $1 AND state = 'claimed' AND id IN ({})",
            numbered(3, chunk.len())
        );
        renewed += with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql)).bind(lease).bind(lease_until);
            chunk.iter().fold(query, |query, id| query.bind(id)).execute(conn).await?.rows_affected()
        });
    }
    Ok(renewed)
}

/// Releases a message that was claimed and not begun, so that any worker can claim it immediately.
pub async fn release(tx: &mut Tx, lease: LeaseId, id: MessageId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE messages SET state = 'waiting', next_at = $3, lease_id = NULL
             WHERE id = $1 AND lease_id = $2 AND state = 'claimed'",
        )
        .bind(id)
        .bind(lease)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Marks accepted mails as sent; returns those that were still held under the lease.
pub async fn mark_sent(
    tx: &mut Tx,
    lease: LeaseId,
    ids: &[MessageId],
    now: Timestamp,
) -> Result<Vec<MessageId>> {
    let mut marked = Vec::new();
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE messages SET state = 'sent', next_at = $1, sent_at = $1, lease_id = NULL, cause = NULL, last_error = NULL
             WHERE lease_id = $2 AND state = 'claimed' AND id IN ({}) RETURNING id",
            numbered(3, chunk.len())
        );
        let ids: Vec<Uuid> = with_conn!(tx, |conn| {
            let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(now).bind(lease);
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        marked.extend(ids.into_iter().map(MessageId));
    }
    Ok(marked)
}

/// How a claim ends whose mail was not sent.
#[derive(Clone, Debug)]
pub enum ClaimEnd<'a> {
    /// Retry at `at`; `is_counted` if the attempt counts against the mail.
    Retry { at: Timestamp, cause: Cause, error: &'a str, is_counted: bool, refused_at: Option<Timestamp> },
    /// It failed for good.
    Failed { at: Timestamp, cause: Cause, error: &'a str },
    /// It must not be sent any more.
    Cancelled { at: Timestamp },
}

/// Ends a claim; false when the lease is no longer held, and then nothing was changed.
pub async fn end_claim(tx: &mut Tx, id: MessageId, lease: LeaseId, end: &ClaimEnd<'_>) -> Result<bool> {
    let (state, next_at, trouble) = match *end {
        ClaimEnd::Retry { at, cause, error, .. } => ("waiting", at, Some((cause, error))),
        ClaimEnd::Failed { at, cause, error } => ("failed", at, Some((cause, error))),
        ClaimEnd::Cancelled { at } => ("cancelled", at, None),
    };
    let cause = trouble.map(|(cause, _)| cause);
    let refused_at = if let ClaimEnd::Retry { refused_at, .. } = *end { refused_at } else { None };
    let is_counted = !matches!(end, ClaimEnd::Retry { is_counted: false, .. });
    let refusals = i64::from(is_counted && cause.is_some_and(Cause::is_about_mail));
    let unknown_fates = i64::from(cause == Some(Cause::UnknownFate));
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE messages SET state = $3, next_at = $4, cause = $5, last_error = $6, lease_id = NULL,
                refusals = refusals + $7, unknown_fates = unknown_fates + $8, refused_at = COALESCE($9, refused_at)
             WHERE id = $1 AND lease_id = $2 AND state = 'claimed'",
        )
        .bind(id)
        .bind(lease)
        .bind(state)
        .bind(next_at)
        .bind(cause)
        .bind(trouble.map(|(_, error)| error))
        .bind(refusals)
        .bind(unknown_fates)
        .bind(refused_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

//! The queue: e-mails to be sent for invitations.
//!
//! It is a queue of the [`outbox`](crate::storage::sending::outbox). Rows of messages are always locked before the row of
//! their invitation, so that no two transactions deadlock.

mod claims;
mod overview;
pub mod refused;

pub use claims::{ClaimedMessage, claim};
pub use overview::{figures, find_in_trouble, sent_by_hour, troubles};

use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::token::{Nonce, TokenHash};
use crate::domain::ids::{InvitationId, MessageId};
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::{MessageKind, MessageState};
use crate::storage::engine::columns::batches;
use crate::storage::{Result, Tx, with_conn};

/// A message to be queued.
#[derive(Clone, Debug)]
pub struct NewMessage {
    pub id: MessageId,
    pub invitation: InvitationId,
    pub kind: MessageKind,
    pub nonce: Nonce,
    pub token_hash: TokenHash,
    pub due_at: Timestamp,
}

/// Queues messages.
pub async fn insert_all(tx: &mut Tx, messages: &[NewMessage]) -> Result<()> {
    for chunk in batches(messages) {
        let sql = format!(
            "INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts) VALUES {}",
            tx.placeholders(chunk.len(), 8)
        );
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for message in chunk {
                query = query
                    .bind(message.id)
                    .bind(message.invitation)
                    .bind(message.kind)
                    .bind("waiting")
                    .bind(message.nonce.0.to_vec())
                    .bind(message.token_hash)
                    .bind(message.due_at)
                    .bind(0_i64);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Whether a mail of this invitation is in flight or was tried; if not, none can be claimed until the transaction ends.
pub async fn was_claimed(tx: &mut Tx, invitation: InvitationId) -> Result<bool> {
    // An update to the same value takes the row locks on PostgreSQL; SQLite has its one writer anyway.
    let attempts: Vec<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "UPDATE messages SET attempts = attempts WHERE invitation_id = $1 RETURNING attempts",
        )
        .bind(invitation)
        .fetch_all(conn)
        .await?
    });
    Ok(attempts.iter().any(|attempts| *attempts > 0))
}

/// Moves the unclaimed mail of an invitation to another time; false when there is none.
pub async fn reschedule(tx: &mut Tx, invitation: InvitationId, next_at: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE messages SET state = 'waiting', next_at = $2
             WHERE invitation_id = $1 AND attempts = 0 AND state IN ('waiting', 'cancelled')",
        )
        .bind(invitation)
        .bind(next_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed > 0)
}

/// Cancels the waiting mails of an invitation; returns how many.
pub async fn cancel(tx: &mut Tx, invitation: InvitationId) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("UPDATE messages SET state = 'cancelled' WHERE invitation_id = $1 AND state = 'waiting'")
            .bind(invitation)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}

/// Makes a waiting message due now; false when it is not waiting.
pub async fn retry_now(tx: &mut Tx, id: MessageId, now: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE messages SET next_at = $2 WHERE id = $1 AND state = 'waiting'")
            .bind(id)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Removes what mail servers said about mails whose recipients' addresses were removed; returns from how many.
pub async fn forget_words(tx: &mut Tx) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE messages SET last_error = NULL WHERE last_error IS NOT NULL AND state NOT IN ('waiting', 'claimed')
                AND EXISTS (SELECT 1 FROM invitations WHERE invitations.id = messages.invitation_id
                            AND recipient_address IS NULL)",
        )
        .execute(conn)
        .await?
        .rows_affected()
    }))
}

/// A message as stored, without its nonce and token hash.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredMessage {
    pub id: MessageId,
    pub invitation_id: InvitationId,
    pub kind: MessageKind,
    pub state: MessageState,
    pub next_at: Timestamp,
    /// How often it was claimed.
    #[sqlx(try_from = "i64")]
    pub attempts: u32,
    /// When it was claimed for the first time: the date of the mail.
    pub composed_at: Option<Timestamp>,
    pub sent_at: Option<Timestamp>,
    pub cause: Option<Cause>,
    /// The error or reply when it was last not accepted.
    pub last_error: Option<String>,
}

/// The messages of an invitation, oldest first.
pub async fn list(tx: &mut Tx, invitation: InvitationId) -> Result<Vec<StoredMessage>> {
    let rows: Vec<StoredMessage> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM messages WHERE invitation_id = $1 ORDER BY id"
        )))
        .bind(invitation)
        .fetch_all(conn)
        .await?
    });
    Ok(rows)
}

/// Finds a message by identifier.
pub async fn find(tx: &mut Tx, id: MessageId) -> Result<Option<StoredMessage>> {
    let row: Option<StoredMessage> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(format!("SELECT {COLUMNS} FROM messages WHERE id = $1")))
            .bind(id)
            .fetch_optional(conn)
            .await?
    });
    Ok(row)
}

/// The message whose mail carries the link with this token hash.
pub async fn find_by_token(tx: &mut Tx, token_hash: &TokenHash) -> Result<Option<MessageId>> {
    let id: Option<Uuid> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM messages WHERE token_hash = $1")
            .bind(token_hash)
            .fetch_optional(conn)
            .await?
    });
    Ok(id.map(MessageId))
}

const COLUMNS: &str =
    "id, invitation_id, kind, state, next_at, attempts, composed_at, sent_at, cause, last_error";

//! Bounces of messages, and complaints about them.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::{BounceId, InvitationId, MessageId};
use crate::domain::sending::delivery::BounceKind;
use crate::storage::{Result, Tx, with_conn};

/// A bounce of a message, or a complaint about it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredBounce {
    pub id: BounceId,
    pub message_id: MessageId,
    pub at: Timestamp,
    pub kind: BounceKind,
    /// The enhanced status code, if there was one.
    pub status: Option<String>,
    /// What the mail server said, without addresses.
    pub said: Option<String>,
    pub cleared_at: Option<Timestamp>,
    pub cleared_by: Option<String>,
}

/// Stores a bounce.
pub async fn insert(tx: &mut Tx, bounce: &StoredBounce) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO bounces (id, message_id, at, kind, status, said) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(bounce.id)
        .bind(bounce.message_id)
        .bind(bounce.at)
        .bind(bounce.kind)
        .bind(bounce.status.as_deref())
        .bind(bounce.said.as_deref())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Whether a bounce of this kind is stored for the message and not cleared: servers repeat themselves.
pub async fn is_known(tx: &mut Tx, message: MessageId, kind: BounceKind) -> Result<bool> {
    let found: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM bounces WHERE message_id = $1 AND kind = $2 AND cleared_at IS NULL",
        )
        .bind(message)
        .bind(kind)
        .fetch_one(conn)
        .await?
    });
    Ok(found > 0)
}

/// Soft bounces of an address after `since`, except those that were cleared and those about policy (5.7.x), which
/// concern the sender.
pub async fn soft(tx: &mut Tx, address_hash: &[u8], since: Timestamp) -> Result<Vec<StoredBounce>> {
    let rows: Vec<StoredBounce> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT bounces.* FROM bounces JOIN messages ON messages.id = bounces.message_id
             JOIN invitations ON invitations.id = messages.invitation_id
             WHERE address_hash = $1 AND bounces.kind = 'soft' AND bounces.at > $2 AND cleared_at IS NULL
                AND COALESCE(status, '') NOT LIKE '5.7.%'",
        )
        .bind(address_hash.to_vec())
        .bind(since)
        .fetch_all(conn)
        .await?
    });
    Ok(rows)
}

/// The bounces of the messages of an invitation, oldest first.
pub async fn list(tx: &mut Tx, invitation: InvitationId) -> Result<Vec<StoredBounce>> {
    let rows: Vec<StoredBounce> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT bounces.* FROM bounces JOIN messages ON messages.id = bounces.message_id
             WHERE messages.invitation_id = $1 ORDER BY bounces.at, bounces.id",
        )
        .bind(invitation)
        .fetch_all(conn)
        .await?
    });
    Ok(rows)
}

/// Clears the bounces of an invitation as mistaken; returns how many were not cleared yet. A recipient's complaint
/// stays.
pub async fn clear(tx: &mut Tx, invitation: InvitationId, now: Timestamp, by: &str) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE bounces SET cleared_at = $2, cleared_by = $3
             WHERE cleared_at IS NULL AND kind <> 'complaint' AND message_id IN (SELECT id FROM messages WHERE invitation_id = $1)",
        )
        .bind(invitation)
        .bind(now)
        .bind(by)
        .execute(conn)
        .await?
        .rows_affected()
    }))
}

/// Removes what mail servers said about recipients whose addresses were removed; returns from how many.
pub async fn forget_words(tx: &mut Tx) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE bounces SET said = NULL WHERE said IS NOT NULL AND EXISTS (
                SELECT 1 FROM messages JOIN invitations ON invitations.id = messages.invitation_id
                WHERE messages.id = bounces.message_id AND recipient_address IS NULL)",
        )
        .execute(conn)
        .await?
        .rows_affected()
    }))
}

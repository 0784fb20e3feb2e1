//! What stands in the database that a key of a secret file made.
//!
//! The rule: reads rows as they are; which key made one is decided above, where the keys are.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::access::token::sealed::Sealed;
use crate::domain::access::token::{Nonce, TokenHash};
use crate::domain::ids::{InvitationId, UserId};
use crate::domain::sending::message::MessageState;
use crate::storage::{Result, Tx, with_conn};

/// A link that is to be mailed, or was mailed and may still come back.
#[derive(Clone, Debug, FromRow)]
pub struct MadeLink {
    pub state: MessageState,
    pub nonce: Nonce,
    pub token_hash: TokenHash,
    pub sent_at: Option<Timestamp>,
    /// Until when it can be answered; `None` before the first mail.
    pub expires_at: Option<Timestamp>,
    /// That of the recipient.
    pub address_hash: Option<Vec<u8>>,
}

/// The links in mails that wait or are being sent, that were sent after `since`, or that can still be answered.
pub async fn links(tx: &mut Tx, since: Timestamp, now: Timestamp) -> Result<Vec<MadeLink>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT messages.state, messages.nonce, messages.token_hash, messages.sent_at, invitations.expires_at,
                invitations.address_hash
             FROM messages JOIN invitations ON invitations.id = messages.invitation_id
             WHERE messages.state IN ('waiting', 'claimed')
                OR (messages.state = 'sent' AND (messages.sent_at > $1 OR invitations.expires_at > $2))",
        )
        .bind(since)
        .bind(now)
        .fetch_all(conn)
        .await?
    }))
}

/// An address of an invitation, in clear and as it is compared.
#[derive(Clone, Debug, FromRow)]
pub struct HashedAddress {
    pub id: InvitationId,
    pub recipient_address: String,
    pub address_hash: Vec<u8>,
}

/// Addresses that are still kept, of the invitations behind this one, in their order.
pub async fn addresses_after(tx: &mut Tx, after: InvitationId, most: u32) -> Result<Vec<HashedAddress>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, recipient_address, address_hash FROM invitations
             WHERE id > $1 AND recipient_address IS NOT NULL AND address_hash IS NOT NULL ORDER BY id LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(most))
        .fetch_all(conn)
        .await?
    }))
}

/// The sealed secrets of authenticator apps, by user.
pub async fn sealed(tx: &mut Tx) -> Result<Vec<(UserId, Sealed)>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as("SELECT id, totp_secret FROM users WHERE totp_secret IS NOT NULL ORDER BY id")
            .fetch_all(conn)
            .await?
    }))
}

/// Replaces a sealed secret; false if meanwhile there is another.
pub async fn replace_sealed(tx: &mut Tx, user: UserId, before: &Sealed, after: &Sealed) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET totp_secret = $3 WHERE id = $1 AND totp_secret = $2")
            .bind(user)
            .bind(before)
            .bind(after)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

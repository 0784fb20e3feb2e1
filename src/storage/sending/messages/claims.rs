//! Claiming messages; what becomes of a claim is that of every queue ([`outbox`]).

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::access::token::{Nonce, TokenHash};
use crate::domain::ids::{InvitationId, LeaseId, MessageId};
use crate::domain::sending::message::MessageKind;
use crate::storage::sending::outbox::{self, Queue, Tried};
use crate::storage::{Result, Tx};

/// A message that this worker is to send.
#[derive(Clone, Debug, FromRow)]
pub struct ClaimedMessage {
    pub id: MessageId,
    pub invitation_id: InvitationId,
    pub kind: MessageKind,
    pub nonce: Nonce,
    /// That of the link, by which it is known which key makes the link again.
    pub token_hash: TokenHash,
    #[sqlx(flatten)]
    pub tried: Tried,
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
    outbox::claim(tx, Queue::Messages, lease, (now, lease_until), most).await
}

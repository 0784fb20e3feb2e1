//! Messages that failed because a mail server refused them, and the evidence of whether it refused them or us.
//!
//! The rule: a message is queued again with the same link, and only if its recipient may still be mailed: the address is
//! stored; and if it asks for an answer, the closure is the latest, and the link of a reminder has not expired.

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::ids::{InvitationId, MessageId};
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::MessageKind;
use crate::storage::sending::outbox::{self, Queue};
use crate::storage::{Result, Tx, with_conn};

/// A message that failed and can be queued again.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FailedMessage {
    pub id: MessageId,
    pub invitation_id: InvitationId,
    pub kind: MessageKind,
    pub failed_at: Timestamp,
    /// What the mail server said.
    pub said: String,
    /// The address.
    pub recipient: String,
    pub address_hash: Option<Vec<u8>>,
}

/// The messages that were refused for good since the mail server last accepted one, newest first; at most `most` per
/// cause.
pub async fn refused_in_a_row(tx: &mut Tx, now: Timestamp, most: u32) -> Result<Vec<FailedMessage>> {
    let since = outbox::last_accepted_at(tx, Queue::Messages).await?.unwrap_or(Timestamp::UNIX_EPOCH);
    let mut refused = failed(tx, Cause::Refused, since, now, most).await?;
    refused.extend(failed(tx, Cause::NoSuchAddress, since, now, most).await?);
    refused.sort_by_key(|message| std::cmp::Reverse((message.failed_at, message.id)));
    Ok(refused)
}

/// At most `most` messages that failed for a cause after `since` and can be queued again, newest first.
pub async fn failed(
    tx: &mut Tx,
    cause: Cause,
    since: Timestamp,
    now: Timestamp,
    most: u32,
) -> Result<Vec<FailedMessage>> {
    let sql = format!(
        "SELECT messages.id, messages.invitation_id, messages.kind, messages.next_at AS failed_at,
            COALESCE(messages.last_error, '') AS said,
            invitations.recipient_address AS recipient, invitations.address_hash
         FROM messages JOIN invitations ON invitations.id = messages.invitation_id
         JOIN complaints ON complaints.id = invitations.complaint_id
         WHERE messages.state = 'failed' AND messages.cause = $1 AND messages.next_at > $2
            AND invitations.recipient_address IS NOT NULL
            AND ((messages.kind = 'news' AND invitations.state = 'answered')
                OR (complaints.status = 'closed' AND complaints.closures = invitations.closure
                    AND ((messages.kind = 'invitation' AND invitations.state = 'undeliverable' AND invitations.sent_at IS NULL)
                        OR (messages.kind = 'reminder' AND invitations.state IN ('sent', 'undeliverable')
                            AND invitations.expires_at > $3))))
         ORDER BY messages.next_at DESC LIMIT {most}"
    );
    let rows: Vec<FailedMessage> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(cause).bind(since).bind(now).fetch_all(conn).await?
    });
    Ok(rows)
}

/// Puts a failed message back into the queue, as if it had never been tried; false when it is not in state `failed`.
pub async fn queue_again(tx: &mut Tx, id: MessageId, at: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE messages SET state = 'waiting', next_at = $2, refusals = 0, unknown_fates = 0, refused_at = NULL, composed_at = NULL
             WHERE id = $1 AND state = 'failed'",
        )
        .bind(id)
        .bind(at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

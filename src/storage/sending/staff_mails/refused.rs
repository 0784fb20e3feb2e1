//! Mails to staff that a mail server refused for good or that failed otherwise, and that may be queued again.

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::ids::MessageId;
use crate::domain::sending::delivery::Cause;
use crate::storage::sending::outbox::{self, Queue};
use crate::storage::{Result, Tx, with_conn};

/// A mail that failed and can be queued again.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FailedStaffMail {
    pub id: MessageId,
    /// What the mail server said.
    pub said: String,
    /// The address.
    pub recipient: String,
}

/// The mails that were refused for good since the mail server last accepted one of this queue, the newest first; at most `most`.
pub async fn refused_in_a_row(tx: &mut Tx, most: u32) -> Result<Vec<FailedStaffMail>> {
    let since = outbox::last_accepted_at(tx, Queue::StaffMails).await?.unwrap_or(Timestamp::UNIX_EPOCH);
    let sql = format!(
        "SELECT staff_mails.id, COALESCE(last_error, '') AS said, email AS recipient
         FROM staff_mails JOIN users ON users.id = staff_mails.user_id
         WHERE state = 'failed' AND cause IN ($1, $2) AND next_at > $3
         ORDER BY next_at DESC, staff_mails.id DESC LIMIT {most}"
    );
    let rows: Vec<FailedStaffMail> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql))
            .bind(Cause::Refused)
            .bind(Cause::NoSuchAddress)
            .bind(since)
            .fetch_all(conn)
            .await?
    });
    Ok(rows)
}

/// What makes a failed mail wait again from `$1` on, as if it had never been tried.
const AS_NEW: &str = "UPDATE staff_mails SET state = 'waiting', next_at = $1, lease_id = NULL, refusals = 0, unknown_fates = 0,
    lost_claims = 0, refused_at = NULL WHERE state = 'failed' AND sent_at IS NULL";

/// Puts a failed mail back into the queue; false when it is not in state `failed`.
pub async fn queue_again(tx: &mut Tx, id: MessageId, at: Timestamp) -> Result<bool> {
    let sql = format!("{AS_NEW} AND id = $2");
    let changed = with_conn!(tx, |conn| {
        sqlx::query(AssertSqlSafe(sql)).bind(at).bind(id).execute(conn).await?.rows_affected()
    });
    Ok(changed == 1)
}

/// Puts back all that failed for a cause after `since`, or, without a cause, before causes were kept; returns how many.
pub async fn queue_all_again(
    tx: &mut Tx,
    cause: Option<Cause>,
    since: Timestamp,
    at: Timestamp,
) -> Result<u64> {
    let sql = format!("{AS_NEW} AND COALESCE(cause, '') = $2 AND next_at > $3");
    let cause = cause.map_or("", Cause::name);
    Ok(with_conn!(tx, |conn| {
        sqlx::query(AssertSqlSafe(sql)).bind(at).bind(cause).bind(since).execute(conn).await?.rows_affected()
    }))
}

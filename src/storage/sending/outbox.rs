//! The outbox: what every queue has in common, written once.
//!
//! An item waits, is claimed under a lease, and ends sent, failed or cancelled. `next_at` is when it must be processed next:
//! when it is due, when to retry, or when the lease of a claim expires. The rule: every ending names the lease and applies
//! only to what is still held under it, so that a worker that was frozen and wakes up after its lease changes nothing.
//!
//! A queue is a table with these columns: `id`, `state`, `next_at`, `attempts`, `lease_id`, `sent_at`, `cause`,
//! `last_error`, `refusals`, `unknown_fates`, `lost_claims`, `refused_at`; and a value of [`Queue`], which says what else a
//! claim fixes and returns, and which item goes first.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::ids::{LeaseId, MessageId};
use crate::domain::sending::attempt::Before;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::staff_mail::About;
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

/// A queue of the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Mails of invitations: these, reminders and news.
    Messages,
    StaffMails,
}

/// What can be claimed. `sent_at` is asked too: a process of a version that does not know a state sets that alone.
const OPEN: &str = "state IN ('waiting', 'claimed') AND sent_at IS NULL";
/// What is still held, if its lease is the one that is named.
const HELD: &str = "state = 'claimed' AND sent_at IS NULL";

/// What a claim tells of earlier attempts.
#[derive(Clone, Debug, FromRow)]
pub struct Tried {
    /// How often it was claimed, this time included.
    #[sqlx(try_from = "i64")]
    pub attempts: u32,
    /// How often it was itself refused.
    #[sqlx(try_from = "i64")]
    pub refusals: u32,
    /// How often it remained unknown whether the server accepted it.
    #[sqlx(try_from = "i64")]
    pub unknown_fates: u32,
    /// How often a lease expired without an ending: its worker was killed or frozen.
    #[sqlx(try_from = "i64")]
    pub lost_claims: u32,
    /// When the server last refused it.
    pub refused_at: Option<Timestamp>,
}

impl Queue {
    /// The name of its table, by which its rest is known too.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::StaffMails => "staff_mails",
        }
    }

    /// What the first claim fixes, so that each attempt is composed of the same; `$3` is the present.
    fn fixes(self) -> &'static str {
        match self {
            Self::Messages => {
                ", composed_at = COALESCE(composed_at, $3),
                 texts_version = CASE WHEN composed_at IS NULL THEN COALESCE((SELECT MAX(version) FROM own_texts), 0)
                                      ELSE texts_version END"
            }
            Self::StaffMails => "",
        }
    }

    /// The columns of its own that a claim returns.
    fn own_columns(self) -> &'static str {
        match self {
            Self::Messages => ", invitation_id, kind, nonce, token_hash, composed_at, texts_version",
            Self::StaffMails => "",
        }
    }

    fn order(self) -> String {
        match self {
            Self::Messages => "next_at".to_owned(),
            // A person waits for a link to sign in with.
            Self::StaffMails => {
                format!("CASE WHEN about = '{}' THEN 0 ELSE 1 END, next_at, id", About::SignInLink.name())
            }
        }
    }
}

impl Tried {
    /// As the table of attempts asks for it.
    #[must_use]
    pub fn before(&self, since: Timestamp, now: Timestamp) -> Before {
        Before { refusals: self.refusals, unknown_fates: self.unknown_fates, age: now - since }
    }
}

/// Claims up to `most` items that are due or whose lease has expired. A second worker skips them.
pub async fn claim<T>(
    tx: &mut Tx,
    queue: Queue,
    lease: LeaseId,
    (now, lease_until): (Timestamp, Timestamp),
    most: u32,
) -> Result<Vec<T>>
where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let (table, fixes, own) = (queue.table(), queue.fixes(), queue.own_columns());
    // Not bound: with a bound limit the statement would be planned anew each time.
    let sql = format!(
        "UPDATE {table} SET state = 'claimed', lease_id = $1, next_at = $2, attempts = attempts + 1,
            lost_claims = lost_claims + CASE WHEN state = 'claimed' THEN 1 ELSE 0 END{fixes}
         WHERE id IN (SELECT id FROM {table} WHERE {OPEN} AND next_at <= $3 ORDER BY {} LIMIT {most} {})
         RETURNING id, attempts, refusals, unknown_fates, lost_claims, refused_at{own}",
        queue.order(),
        tx.skip_locked()
    );
    let rows: Vec<T> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(lease).bind(lease_until).bind(now).fetch_all(conn).await?
    });
    Ok(rows)
}

/// Extends the lease of what is still held under it; returns that, each with the attempt of its claim.
pub async fn renew(
    tx: &mut Tx,
    queue: Queue,
    lease: LeaseId,
    ids: &[MessageId],
    lease_until: Timestamp,
) -> Result<Vec<(MessageId, u32)>> {
    let mut renewed = Vec::new();
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE {} SET next_at = $2 WHERE lease_id = $1 AND {HELD} AND id IN ({}) RETURNING id, attempts",
            queue.table(),
            numbered(3, chunk.len())
        );
        let rows: Vec<(MessageId, i64)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(lease).bind(lease_until);
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        renewed
            .extend(rows.into_iter().map(|(id, attempt)| (id, u32::try_from(attempt).unwrap_or(u32::MAX))));
    }
    Ok(renewed)
}

/// Releases an item that was claimed and not begun, so that any worker can claim it from `at` on.
pub async fn release(tx: &mut Tx, queue: Queue, claim: Claim, at: Timestamp) -> Result<()> {
    let sql = format!(
        "UPDATE {} SET state = 'waiting', next_at = $4, lease_id = NULL
         WHERE id = $1 AND lease_id = $2 AND attempts = $3 AND {HELD}",
        queue.table()
    );
    with_conn!(tx, |conn| {
        let query = sqlx::query(AssertSqlSafe(sql)).bind(claim.id).bind(claim.lease).bind(claim.attempt);
        query.bind(at).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Marks what was accepted as sent; returns what was still held under the lease.
pub async fn mark_sent(
    tx: &mut Tx,
    queue: Queue,
    lease: LeaseId,
    ids: &[MessageId],
    now: Timestamp,
) -> Result<Vec<MessageId>> {
    let mut marked = Vec::new();
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE {} SET state = 'sent', next_at = $1, sent_at = $1, lease_id = NULL, cause = NULL, last_error = NULL
             WHERE lease_id = $2 AND {HELD} AND id IN ({}) RETURNING id",
            queue.table(),
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

/// Which claim ends. A lease is for all claims of a worker, and the same worker may have claimed an item again; so its attempt
/// is named too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub id: MessageId,
    pub lease: LeaseId,
    attempt: i64,
}

impl Claim {
    #[must_use]
    pub fn new(id: MessageId, lease: LeaseId, tried: &Tried) -> Self {
        Self { id, lease, attempt: tried.attempts.into() }
    }
}

/// How a claim ends of what was not sent.
#[derive(Clone, Debug)]
pub enum ClaimEnd<'a> {
    /// Retry at `at`; `is_counted` if the attempt counts against it.
    Retry { at: Timestamp, cause: Cause, error: &'a str, is_counted: bool, refused_at: Option<Timestamp> },
    /// It failed for good.
    Failed { at: Timestamp, cause: Cause, error: &'a str },
    /// It must not be sent any more.
    Cancelled { at: Timestamp },
}

/// Ends a claim; false when the lease is no longer held, and then nothing was changed.
pub async fn end_claim(tx: &mut Tx, queue: Queue, claim: Claim, end: &ClaimEnd<'_>) -> Result<bool> {
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
    let sql = format!(
        "UPDATE {} SET state = $4, next_at = $5, cause = $6, last_error = $7, lease_id = NULL,
            refusals = refusals + $8, unknown_fates = unknown_fates + $9, refused_at = COALESCE($10, refused_at)
         WHERE id = $1 AND lease_id = $2 AND attempts = $3 AND {HELD}",
        queue.table()
    );
    let changed = with_conn!(tx, |conn| {
        sqlx::query(AssertSqlSafe(sql))
            .bind(claim.id)
            .bind(claim.lease)
            .bind(claim.attempt)
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

/// When a worker must look at the queue next; `None` if it is empty.
pub async fn next_due(tx: &mut Tx, queue: Queue) -> Result<Option<Timestamp>> {
    let sql = format!("SELECT MIN(next_at) FROM {} WHERE {OPEN}", queue.table());
    Ok(with_conn!(tx, |conn| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await?))
}

/// When the mail server last accepted an item of the queue, whether marked as sent or only noted as accepted.
pub async fn last_accepted_at(tx: &mut Tx, queue: Queue) -> Result<Option<Timestamp>> {
    let table = queue.table();
    let sql = format!("SELECT MAX(sent_at) FROM {table} WHERE sent_at IS NOT NULL");
    let booked: Option<Timestamp> =
        with_conn!(tx, |conn| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await?);
    let sql = format!(
        "SELECT MAX(accepted_at) FROM acceptances WHERE EXISTS (SELECT 1 FROM {table} WHERE {table}.id = message_id)"
    );
    let noted: Option<Timestamp> =
        with_conn!(tx, |conn| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await?);
    Ok(booked.max(noted))
}

/// Makes every item due now that waits for a retry; returns how many.
pub async fn retry_all_now(tx: &mut Tx, queue: Queue, now: Timestamp) -> Result<u64> {
    let sql = format!(
        "UPDATE {} SET next_at = $1 WHERE state = 'waiting' AND cause IS NOT NULL AND next_at > $1",
        queue.table()
    );
    Ok(with_conn!(tx, |conn| {
        sqlx::query(AssertSqlSafe(sql)).bind(now).execute(conn).await?.rows_affected()
    }))
}

//! The chain of the audit as it is stored: its head, its links, and entries that have no place in it.
//!
//! The rule: nothing here appends; [`Tx::append_to_audit`] does. An entry that cannot be read is a link without one, so that
//! the walk along the chain reports it and goes on.

use chrono::TimeDelta;
use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::audit_chain::{AuditEntry, ChainHash, ChainHead, WITH_WORDS};
use crate::domain::access::audit_walk::ChainLink;
use crate::storage::engine::columns::count;
use crate::storage::engine::lenient::Lenient;
use crate::storage::{Result, Tx, with_conn};

/// The head of the chain; `None` if its row is gone.
pub async fn head(tx: &mut Tx) -> Result<Option<ChainHead>> {
    let row: Option<(i64, ChainHash)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT sequence, hash FROM audit_head WHERE id = 1").fetch_optional(conn).await?
    });
    Ok(row.map(|(sequence, hash)| ChainHead { sequence, hash }))
}

/// A moment after every entry, as both engines order it.
const END: TimeDelta = TimeDelta::days(2_900_000);

/// At most `most` links up to the place `last`, in their order; those after the place and entry `after`.
pub async fn links(tx: &mut Tx, after: (i64, Uuid), last: i64, most: u32) -> Result<Vec<ChainLink>> {
    let rows: Vec<LinkRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            // PostgreSQL knows moments that the driver does not, such as infinity.
            "SELECT sequence, id, CASE WHEN at >= $5 AND at < $6 THEN at END AS at, actor, action, subject, hash
             FROM audit
             WHERE sequence >= 1 AND sequence <= $3 AND sequence >= $1 AND (sequence > $1 OR id > $2)
             ORDER BY sequence, id LIMIT $4",
        )
        .bind(after.0)
        .bind(after.1)
        .bind(last)
        .bind(i64::from(most))
        .bind(Timestamp::UNIX_EPOCH)
        .bind(Timestamp::UNIX_EPOCH + END)
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(ChainLink::from).collect())
}

/// How many entries have no place up to the head. One statement, so that what is appended meanwhile is not among them.
pub async fn count_outside(tx: &mut Tx) -> Result<u64> {
    let found: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM audit WHERE sequence IS NULL OR sequence < 1
                OR sequence > (SELECT sequence FROM audit_head WHERE id = 1)",
        )
        .fetch_one(conn)
        .await?
    });
    count("audit", found)
}

/// How many words stand beside entries that have none, or beside no entry at all.
pub async fn count_stray_words(tx: &mut Tx) -> Result<u64> {
    let found: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM audit_words
             WHERE NOT EXISTS (SELECT 1 FROM audit WHERE audit.id = entry_id AND action = $1)",
        )
        .bind(WITH_WORDS.name())
        .fetch_one(conn)
        .await?
    });
    count("audit_words", found)
}

/// Keeps every other transaction from appending until this one ends.
pub async fn lock(tx: &mut Tx) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE audit_head SET sequence = sequence WHERE id = 1")
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Takes at most `most` entries without a place out of the table, to be appended in this transaction, which has taken the
/// [`lock`]; oldest first, those after the moment and entry `after`.
pub async fn take_unchained(tx: &mut Tx, after: (Timestamp, Uuid), most: u32) -> Result<Vec<AuditEntry>> {
    let mut rows: Vec<EntryRow> = with_conn!(tx, |conn| {
        // The plus sign leads the planners to the index by time, so that no batch sorts all that is left.
        sqlx::query_as(
            "DELETE FROM audit WHERE id IN (
                SELECT id FROM audit WHERE +sequence IS NULL AND at >= $1 AND (at > $1 OR id > $2)
                ORDER BY at, id LIMIT $3)
             RETURNING id, at, actor, action, subject",
        )
        .bind(after.0)
        .bind(after.1)
        .bind(i64::from(most))
        .fetch_all(conn)
        .await?
    });
    rows.sort_unstable_by_key(|row| (row.at, row.id));
    Ok(rows.into_iter().map(AuditEntry::from).collect())
}

#[derive(FromRow)]
struct EntryRow {
    id: Uuid,
    at: Timestamp,
    actor: String,
    action: String,
    subject: String,
}

impl From<EntryRow> for AuditEntry {
    fn from(row: EntryRow) -> Self {
        let EntryRow { id, at, actor, action, subject } = row;
        Self { id, at, actor, action, subject }
    }
}

/// The columns of an entry that something else may have changed.
#[derive(FromRow)]
pub(super) struct LenientRow {
    id: Lenient<Uuid>,
    at: Lenient<Timestamp>,
    actor: Lenient<String>,
    action: Lenient<String>,
    subject: Lenient<String>,
}

impl LenientRow {
    /// The entry; `None` if one of its columns cannot be read.
    pub(super) fn entry(self) -> Option<AuditEntry> {
        Some(AuditEntry {
            id: self.id.0?,
            at: self.at.0?,
            actor: self.actor.0?,
            action: self.action.0?,
            subject: self.subject.0?,
        })
    }
}

#[derive(FromRow)]
struct LinkRow {
    sequence: i64,
    #[sqlx(flatten)]
    entry: LenientRow,
    hash: Lenient<Vec<u8>>,
}

impl From<LinkRow> for ChainLink {
    fn from(row: LinkRow) -> Self {
        let hash = row.hash.0.and_then(|bytes| bytes.try_into().ok()).map(ChainHash);
        Self { sequence: row.sequence, entry: row.entry.entry(), hash }
    }
}

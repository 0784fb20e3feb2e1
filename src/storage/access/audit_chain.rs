//! The chain of the audit as it is stored: its head, and entries that have no place in it.
//!
//! The rule: nothing here appends; [`Tx::append_to_audit`] does.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::audit_chain::{AuditEntry, ChainHash, ChainHead};
use crate::storage::{Result, Tx, with_conn};

/// The head of the chain; `None` if its row is gone.
pub async fn head(tx: &mut Tx) -> Result<Option<ChainHead>> {
    let row: Option<(i64, ChainHash)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT sequence, hash FROM audit_head WHERE id = 1").fetch_optional(conn).await?
    });
    Ok(row.map(|(sequence, hash)| ChainHead { sequence, hash }))
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

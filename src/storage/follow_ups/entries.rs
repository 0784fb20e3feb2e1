//! The history of follow-ups.

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::follow_ups::entry::{Entry, EntryKind};
use crate::domain::ids::{FollowUpId, FollowUpNoteId};
use crate::storage::engine::columns::batches;
use crate::storage::{Result, Tx, with_conn};

/// Adds entries, many in one statement.
pub async fn add_all(tx: &mut Tx, entries: &[(FollowUpNoteId, FollowUpId, Entry)]) -> Result<()> {
    for chunk in batches(entries) {
        let sql = format!(
            "INSERT INTO follow_up_notes (id, follow_up_id, written_at, written_by, kind, note) VALUES {}",
            tx.placeholders(chunk.len(), 6)
        );
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (id, follow_up, entry) in chunk {
                query = query
                    .bind(id)
                    .bind(follow_up)
                    .bind(entry.at)
                    .bind(entry.by.as_str())
                    .bind(entry.kind)
                    .bind(entry.words.as_str());
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// The entries of a follow-up, oldest first.
pub async fn of(tx: &mut Tx, follow_up: FollowUpId) -> Result<Vec<Entry>> {
    let rows: Vec<EntryRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT written_at, written_by, kind, note FROM follow_up_notes WHERE follow_up_id = $1
             ORDER BY written_at, id",
        )
        .bind(follow_up)
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// Removes the history of follow-ups whose answers were given up to `before`, and why they were dropped: what staff wrote
/// is about what the customer wrote. Begins with what staff wrote, which is little beside all answers that were ever given. Returns
/// from how many rows.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    let entries = with_conn!(tx, |conn| {
        sqlx::query(
            "DELETE FROM follow_up_notes WHERE EXISTS (
                SELECT 1 FROM follow_ups JOIN responses ON responses.id = follow_ups.response_id
                WHERE follow_ups.id = follow_up_notes.follow_up_id AND responses.answered_at <= $1)",
        )
        .bind(before)
        .execute(conn)
        .await?
        .rows_affected()
    });
    let reasons = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET dropped_reason = '' WHERE dropped_reason <> '' AND EXISTS (
                SELECT 1 FROM responses WHERE responses.id = follow_ups.response_id AND responses.answered_at <= $1)",
        )
        .bind(before)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(entries + reasons)
}

#[derive(FromRow)]
struct EntryRow {
    written_at: Timestamp,
    written_by: String,
    kind: EntryKind,
    note: String,
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Self {
        Self { at: row.written_at, by: row.written_by, kind: row.kind, words: row.note }
    }
}

//! Mails that the mail server accepted and that are not marked as sent yet.
//!
//! The rule: a row is written before anything else is done about an accepted mail, and deleted in the transaction that
//! marks the mail as sent. A row that outlives its worker keeps the mail from being sent again.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::ids::MessageId;
use crate::storage::engine::columns::{batches, lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

/// Records that mails were accepted.
pub async fn insert(tx: &mut Tx, ids: &[MessageId], accepted_at: Timestamp) -> Result<()> {
    for chunk in batches(ids) {
        // A worker that was frozen past its lease may record what another worker has recorded since.
        let sql = format!(
            "INSERT INTO acceptances (message_id, accepted_at) VALUES {} ON CONFLICT (message_id) DO NOTHING",
            tx.placeholders(chunk.len(), 2)
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql));
            let bound = chunk.iter().fold(query, |query, id| query.bind(id).bind(accepted_at));
            bound.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// When these mails were accepted; one without a record is absent from the result.
pub async fn among(tx: &mut Tx, ids: &[MessageId]) -> Result<HashMap<MessageId, Timestamp>> {
    let mut found = HashMap::new();
    for chunk in lookups(ids) {
        let sql = format!(
            "SELECT message_id, accepted_at FROM acceptances WHERE message_id IN ({})",
            numbered(1, chunk.len())
        );
        let rows: Vec<(MessageId, Timestamp)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        found.extend(rows);
    }
    Ok(found)
}

/// Deletes the records of these mails.
pub async fn delete(tx: &mut Tx, ids: &[MessageId]) -> Result<()> {
    for chunk in lookups(ids) {
        let sql = format!("DELETE FROM acceptances WHERE message_id IN ({})", numbered(1, chunk.len()));
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id)).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Deletes the records of a worker that woke up after another worker had marked the same mail as sent.
pub async fn delete_stray(tx: &mut Tx) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "DELETE FROM acceptances
             WHERE NOT EXISTS (
                    SELECT 1 FROM messages WHERE messages.id = message_id AND state IN ('waiting', 'claimed'))
                AND NOT EXISTS (
                    SELECT 1 FROM staff_mails WHERE staff_mails.id = message_id AND state IN ('waiting', 'claimed'))",
        )
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

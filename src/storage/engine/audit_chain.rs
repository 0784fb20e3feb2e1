//! Appends entries to the chain of the audit, as the last statements of the transaction whose acts they record.
//!
//! The rule: the row of the head is locked here and nowhere before, and nothing but the commit follows. So the chain cannot
//! fork, appenders wait for each other as briefly as possible, and none of them waits for anything else meanwhile, which
//! rules out deadlocks.

use sqlx::AssertSqlSafe;

use crate::domain::access::audit_chain::{AuditEntry, ChainHash};
use crate::storage::engine::columns::batches;
use crate::storage::engine::connection::Connection;
use crate::storage::{Result, StorageError, with_conn};

/// An entry at its place, with its hash.
type Link<'a> = (i64, &'a AuditEntry, ChainHash);

/// Appends the entries in their order.
///
/// # Errors
/// The database failed, or the row of the head is gone; then nothing of the transaction may be committed.
pub async fn append(mut connection: Connection<'_>, entries: &[AuditEntry]) -> Result<()> {
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    // Locks the row on PostgreSQL, and gives the hash that is still the one before.
    let head: Option<(i64, ChainHash)> = with_conn!(connection, |conn| {
        sqlx::query_as("UPDATE audit_head SET sequence = sequence + $1 WHERE id = 1 RETURNING sequence, hash")
            .bind(count)
            .fetch_optional(conn)
            .await?
    });
    let gone = || StorageError::Inconsistent { column: "audit_head.id", value: "no row".to_owned() };
    let (last, mut hash) = head.ok_or_else(gone)?;
    let mut links: Vec<Link<'_>> = Vec::with_capacity(entries.len());
    for (sequence, entry) in (last - count + 1..).zip(entries) {
        hash = entry.hash(sequence, hash);
        links.push((sequence, entry, hash));
    }
    for batch in batches(&links) {
        insert(&mut connection, batch).await?;
    }
    with_conn!(connection, |conn| {
        sqlx::query("UPDATE audit_head SET hash = $1 WHERE id = 1")
            .bind(hash)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

async fn insert(connection: &mut Connection<'_>, links: &[Link<'_>]) -> Result<()> {
    let sql = format!(
        "INSERT INTO audit (id, at, actor, action, subject, sequence, hash) VALUES {}",
        connection.placeholders(links.len(), 7)
    );
    with_conn!(connection, |conn| {
        let query = sqlx::query(AssertSqlSafe(sql));
        let bound = links.iter().fold(query, |query, (sequence, entry, hash)| {
            query
                .bind(entry.id)
                .bind(entry.at)
                .bind(entry.actor.as_str())
                .bind(entry.action.as_str())
                .bind(entry.subject.as_str())
                .bind(*sequence)
                .bind(*hash)
        });
        bound.execute(conn).await?.rows_affected()
    });
    Ok(())
}

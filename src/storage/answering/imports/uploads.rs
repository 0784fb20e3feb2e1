//! Files that were sent by a page and looked through, and are not imported yet.

use uuid::Uuid;

use crate::domain::Timestamp;
use crate::storage::{Result, Tx, with_conn};

/// Keeps a file for one who sent it, in place of an earlier one.
pub async fn put(tx: &mut Tx, id: Uuid, content: &[u8], by: &str, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM import_uploads WHERE uploaded_by = $1")
            .bind(by)
            .execute(conn)
            .await?
            .rows_affected()
    });
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO import_uploads (id, content, uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(id)
        .bind(content.to_vec())
        .bind(by)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// The content of a file that this person sent.
pub async fn find(tx: &mut Tx, id: Uuid, by: &str) -> Result<Option<Vec<u8>>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT content FROM import_uploads WHERE id = $1 AND uploaded_by = $2")
            .bind(id)
            .bind(by)
            .fetch_optional(conn)
            .await?
    }))
}

/// Removes a file.
pub async fn delete(tx: &mut Tx, id: Uuid) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM import_uploads WHERE id = $1").bind(id).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Removes the files that were sent before a moment; returns how many.
pub async fn delete_before(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM import_uploads WHERE uploaded_at < $1")
            .bind(before)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}

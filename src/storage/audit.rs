//! Who did what: append-only.

use uuid::Uuid;

use crate::domain::Timestamp;
use crate::storage::{Result, Tx, with_conn};

/// Writes an entry; the subject names things, never a person's contact details or words.
pub async fn insert(
    tx: &mut Tx,
    id: Uuid,
    at: Timestamp,
    actor: &str,
    action: &str,
    subject: &str,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("INSERT INTO audit (id, at, actor, action, subject) VALUES ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(at)
            .bind(actor)
            .bind(action)
            .bind(subject)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

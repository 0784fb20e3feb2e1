//! The audit log: who did what. Append-only.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::storage::{Result, Tx, with_conn};

/// An entry: who did what to what, and when.
#[derive(Clone, Debug, FromRow)]
pub struct Entry {
    pub id: Uuid,
    pub at: Timestamp,
    pub actor: String,
    pub action: String,
    pub subject: String,
}

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

/// At most `most` entries from `from` until before `until`, oldest first; those after the entry `after` if it is given.
pub async fn list(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
    after: Option<&Entry>,
    most: u32,
) -> Result<Vec<Entry>> {
    let (at, id) = after.map_or((from, Uuid::nil()), |entry| (entry.at, entry.id));
    let entries = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, at, actor, action, subject FROM audit
             WHERE (at > $1 OR (at = $1 AND id > $2)) AND at >= $1 AND at < $3 ORDER BY at, id LIMIT $4",
        )
        .bind(at)
        .bind(id)
        .bind(until)
        .bind(i64::from(most))
        .fetch_all(conn)
        .await?
    });
    Ok(entries)
}

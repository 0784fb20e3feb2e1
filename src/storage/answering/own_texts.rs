//! Versions of the organisation's own texts.
//!
//! The rule: a version is never changed or removed, since a mail that was composed with it may have to be sent again.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::storage::{Result, Tx, with_conn};

/// A version.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredTexts {
    /// Counted from 1.
    pub version: i64,
    /// The texts as a TOML file.
    pub definition: String,
    pub saved_at: Timestamp,
    /// The name of the actor.
    pub saved_by: String,
}

/// Keeps a version; false when its number is taken.
pub async fn insert(tx: &mut Tx, texts: &StoredTexts) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO own_texts (version, definition, saved_at, saved_by) VALUES ($1, $2, $3, $4)
             ON CONFLICT (version) DO NOTHING",
        )
        .bind(texts.version)
        .bind(texts.definition.as_str())
        .bind(texts.saved_at)
        .bind(texts.saved_by.as_str())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// The number of the version in force; `None` before there is any.
pub async fn newest_version(tx: &mut Tx) -> Result<Option<i64>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT MAX(version) FROM own_texts").fetch_one(conn).await?
    }))
}

/// Finds a version by number.
pub async fn find(tx: &mut Tx, version: i64) -> Result<Option<StoredTexts>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as("SELECT version, definition, saved_at, saved_by FROM own_texts WHERE version = $1")
            .bind(version)
            .fetch_optional(conn)
            .await?
    }))
}

/// Up to `most` versions up to a number, newest first.
pub async fn list(tx: &mut Tx, up_to: i64, most: i64) -> Result<Vec<StoredTexts>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT version, definition, saved_at, saved_by FROM own_texts WHERE version <= $1
             ORDER BY version DESC LIMIT $2",
        )
        .bind(up_to)
        .bind(most)
        .fetch_all(conn)
        .await?
    }))
}

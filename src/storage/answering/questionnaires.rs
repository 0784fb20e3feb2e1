//! Published versions of the questionnaire.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::BUILT_IN;
use crate::storage::{Result, Tx, with_conn};

/// A published version.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredQuestionnaire {
    pub name: String,
    /// The text of the TOML file that it was published from.
    pub definition: String,
    pub published_at: Timestamp,
    pub published_by: String,
}

/// Publishes a version; false when the name is taken.
pub async fn insert(tx: &mut Tx, questionnaire: &StoredQuestionnaire) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO questionnaires (name, definition, published_at, published_by) VALUES ($1, $2, $3, $4)
             ON CONFLICT (name) DO NOTHING",
        )
        .bind(questionnaire.name.as_str())
        .bind(questionnaire.definition.as_str())
        .bind(questionnaire.published_at)
        .bind(questionnaire.published_by.as_str())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Finds a version by name.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<StoredQuestionnaire>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT name, definition, published_at, published_by FROM questionnaires WHERE name = $1",
        )
        .bind(name)
        .fetch_optional(conn)
        .await?
    }))
}

/// All versions, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<StoredQuestionnaire>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT name, definition, published_at, published_by FROM questionnaires ORDER BY published_at, name",
        )
        .fetch_all(conn)
        .await?
    }))
}

/// The name of the version that new invitations ask: the newest, else the built-in one.
pub async fn current_name(tx: &mut Tx) -> Result<String> {
    let newest: Option<String> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT name FROM questionnaires ORDER BY published_at DESC, name DESC LIMIT 1")
            .fetch_optional(conn)
            .await?
    });
    Ok(newest.unwrap_or_else(|| BUILT_IN.to_owned()))
}

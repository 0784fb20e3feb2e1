//! Causes with every name that they have or had, and the themes that are tied to them.
//!
//! The rule: who changes causes takes one lock first and reads the book behind it, so that two acts at the same moment follow
//! each other.

pub mod counts;

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::{CauseId, ThemeId};
use crate::domain::learning::causes::{Cause, CauseBook, CauseName};
use crate::storage::engine::installation;
use crate::storage::{Result, Tx, with_conn};

/// The row that every change of causes locks; nothing else does.
const LOCK: &str = "causes";

/// Waits for the turn to change causes, which lasts until the transaction ends.
pub async fn lock(tx: &mut Tx) -> Result<()> {
    installation::set(tx, LOCK, "").await
}

/// All causes with their names.
pub async fn book(tx: &mut Tx) -> Result<CauseBook> {
    // The names first: where another transaction is committed in between, an old name leads to a newer cause, never to none.
    let names: Vec<NameRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT name, cause_id, since, until FROM cause_names").fetch_all(conn).await?
    });
    let causes: Vec<CauseRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT id, name, retired_at, merged_into, merged_at, made_at, made_by FROM causes")
            .fetch_all(conn)
            .await?
    });
    Ok(CauseBook::new(
        causes.into_iter().map(Cause::from).collect(),
        names.into_iter().map(CauseName::from).collect(),
    ))
}

/// Writes the rows of a book that differ from those before.
pub async fn save(tx: &mut Tx, before: &CauseBook, after: &CauseBook) -> Result<()> {
    for cause in after.changed_causes(before) {
        save_cause(tx, cause).await?;
    }
    for name in after.changed_names(before) {
        save_name(tx, name).await?;
    }
    Ok(())
}

async fn save_cause(tx: &mut Tx, cause: &Cause) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO causes (id, name, retired_at, merged_into, merged_at, made_at, made_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, retired_at = excluded.retired_at,
                merged_into = excluded.merged_into, merged_at = excluded.merged_at",
        )
        .bind(cause.id)
        .bind(cause.name.as_str())
        .bind(cause.retired_at)
        .bind(cause.merged_into)
        .bind(cause.merged_at)
        .bind(cause.made_at)
        .bind(cause.made_by.as_str())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

async fn save_name(tx: &mut Tx, name: &CauseName) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO cause_names (name, cause_id, since, until) VALUES ($1, $2, $3, $4)
             ON CONFLICT (name, since) DO UPDATE SET cause_id = excluded.cause_id, until = excluded.until",
        )
        .bind(name.name.as_str())
        .bind(name.cause)
        .bind(name.since)
        .bind(name.until)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// The cause for which a name counts, written as `new_id` if none does yet.
pub async fn ensure(tx: &mut Tx, name: &str, now: Timestamp, by: &str, new_id: CauseId) -> Result<CauseId> {
    lock(tx).await?;
    let before = book(tx).await?;
    let mut after = before.clone();
    let id = after.manage(name, new_id, now, by);
    save(tx, &before, &after).await?;
    Ok(id)
}

/// The themes that are tied to a cause.
pub async fn themes(tx: &mut Tx, cause: CauseId) -> Result<Vec<ThemeId>> {
    let rows: Vec<(ThemeId,)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT theme_id FROM cause_themes WHERE cause_id = $1 ORDER BY theme_id")
            .bind(cause)
            .fetch_all(conn)
            .await?
    });
    Ok(rows.into_iter().map(|(theme,)| theme).collect())
}

/// Ties a theme to a cause; false if it was, or if there is no such theme.
pub async fn tie(tx: &mut Tx, cause: CauseId, theme: ThemeId) -> Result<bool> {
    let tied = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO cause_themes (cause_id, theme_id) SELECT causes.id, themes.id FROM causes, themes
             WHERE causes.id = $1 AND themes.id = $2 ON CONFLICT (cause_id, theme_id) DO NOTHING",
        )
        .bind(cause)
        .bind(theme)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(tied == 1)
}

/// Unties a theme from a cause; false if it was not tied.
pub async fn untie(tx: &mut Tx, cause: CauseId, theme: ThemeId) -> Result<bool> {
    let untied = with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM cause_themes WHERE cause_id = $1 AND theme_id = $2")
            .bind(cause)
            .bind(theme)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(untied == 1)
}

#[derive(FromRow)]
struct CauseRow {
    id: CauseId,
    name: String,
    retired_at: Option<Timestamp>,
    merged_into: Option<CauseId>,
    merged_at: Option<Timestamp>,
    made_at: Timestamp,
    made_by: String,
}

impl From<CauseRow> for Cause {
    fn from(row: CauseRow) -> Self {
        let CauseRow { id, name, retired_at, merged_into, merged_at, made_at, made_by } = row;
        Self { id, name, retired_at, merged_into, merged_at, made_at, made_by }
    }
}

#[derive(FromRow)]
struct NameRow {
    name: String,
    cause_id: CauseId,
    since: Timestamp,
    until: Option<Timestamp>,
}

impl From<NameRow> for CauseName {
    fn from(row: NameRow) -> Self {
        Self { name: row.name, cause: row.cause_id, since: row.since, until: row.until }
    }
}

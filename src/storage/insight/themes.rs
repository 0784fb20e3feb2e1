//! Themes, and which responses have them.

pub mod checks;
pub mod in_use;
pub mod named;
pub mod reasons;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::answering::score::Score;
use crate::domain::ids::{ResponseId, ThemeId};
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::theme::{Keywords, NewTheme, Theme, ThemeOrigin};
use crate::statistics::tally::Tally;
use crate::storage::engine::columns::{batches, count, numbered};
use crate::storage::insight::selection::{Binds, day_column, filters};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Creates a theme; false when the name is taken.
pub async fn insert(tx: &mut Tx, id: ThemeId, theme: &NewTheme, by: &str, now: Timestamp) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO themes (id, name, keywords, made_at, made_by) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (name) DO NOTHING",
        )
        .bind(id)
        .bind(theme.name.as_str())
        .bind(theme.keywords.lines())
        .bind(now)
        .bind(by)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Replaces the keywords of a theme; false when there is no such theme.
pub async fn set_keywords(tx: &mut Tx, id: ThemeId, keywords: &Keywords) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE themes SET keywords = $2 WHERE id = $1")
            .bind(id)
            .bind(keywords.lines())
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Deletes a theme, also from all responses and causes, and its checks; false when there is no such theme.
pub async fn delete(tx: &mut Tx, id: ThemeId) -> Result<bool> {
    checks::delete(tx, id).await?;
    for statement in
        ["DELETE FROM response_themes WHERE theme_id = $1", "DELETE FROM cause_themes WHERE theme_id = $1"]
    {
        with_conn!(tx, |conn| sqlx::query(statement).bind(id).execute(conn).await?.rows_affected());
    }
    let deleted = with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM themes WHERE id = $1").bind(id).execute(conn).await?.rows_affected()
    });
    Ok(deleted == 1)
}

/// All themes by name.
pub async fn list(tx: &mut Tx) -> Result<Vec<Theme>> {
    let rows: Vec<ThemeRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT id, name, keywords FROM themes ORDER BY name").fetch_all(conn).await?
    });
    rows.into_iter().map(Theme::try_from).collect()
}

/// Sets or refuses a theme of a response by hand; false when there is no such response or theme.
pub async fn set_by_hand(
    tx: &mut Tx,
    response: ResponseId,
    theme: ThemeId,
    origin: ThemeOrigin,
) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO response_themes (response_id, theme_id, origin)
             SELECT responses.id, themes.id, $3 FROM responses, themes WHERE responses.id = $1 AND themes.id = $2
             ON CONFLICT (response_id, theme_id) DO UPDATE SET origin = excluded.origin",
        )
        .bind(response)
        .bind(theme)
        .bind(origin)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Replaces the themes that rules found in these responses; what was set by hand stays.
pub async fn replace_by_rule(
    tx: &mut Tx,
    responses: &[ResponseId],
    found: &[(ResponseId, ThemeId)],
) -> Result<()> {
    for chunk in batches(responses) {
        let sql = format!(
            "DELETE FROM response_themes WHERE origin = 'rule' AND response_id IN ({})",
            numbered(1, chunk.len())
        );
        with_conn!(tx, |conn| {
            let statement = chunk.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, id| query.bind(id));
            statement.execute(conn).await?.rows_affected()
        });
    }
    for chunk in batches(found) {
        let sql = format!(
            "INSERT INTO response_themes (response_id, theme_id, origin) VALUES {} ON CONFLICT DO NOTHING",
            tx.placeholders(chunk.len(), 3)
        );
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (response, theme) in chunk {
                query = query.bind(response).bind(theme).bind(ThemeOrigin::Rule.name());
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// The scores of the selected responses that have each theme, and how many of them were answered on or after `since`.
pub async fn tallies(
    tx: &mut Tx,
    selection: &NpsQuery,
    since: NaiveDate,
) -> Result<BTreeMap<ThemeId, (Tally, u64)>> {
    let day = day_column(selection.basis);
    let mut binds = Binds::new(3);
    let sql = format!(
        "SELECT theme_id, score, COUNT(*), COUNT(*) FILTER (WHERE answered_on >= $3) FROM response_themes
         JOIN responses ON responses.id = response_themes.response_id
         JOIN segments ON segments.id = responses.segment_id
         WHERE origin <> 'refused' AND held_at IS NULL AND {day} BETWEEN $1 AND $2{} GROUP BY theme_id, score",
        filters(&selection.filters, &mut binds)
    );
    let rows: Vec<(ThemeId, Score, i64, i64)> = with_conn!(tx, |conn| {
        let mut statement = sqlx::query_as(AssertSqlSafe(sql))
            .bind(selection.range.from())
            .bind(selection.range.to())
            .bind(since);
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    let mut found: BTreeMap<ThemeId, (Tally, u64)> = BTreeMap::new();
    for (theme, score, times, new) in rows {
        let (tally, new_sum) = found.entry(theme).or_default();
        let times = count("response_themes", times)?;
        *tally += Tally(score.tally().0.map(|one| one * times));
        *new_sum += count("response_themes", new)?;
    }
    Ok(found)
}

#[derive(FromRow)]
struct ThemeRow {
    id: ThemeId,
    name: String,
    keywords: String,
}

impl TryFrom<ThemeRow> for Theme {
    type Error = StorageError;

    fn try_from(row: ThemeRow) -> Result<Self> {
        let keywords = Keywords::parse(&row.keywords).ok_or_else(|| StorageError::Inconsistent {
            column: "themes.keywords",
            value: row.keywords.clone(),
        })?;
        Ok(Self { id: row.id, name: row.name, keywords })
    }
}

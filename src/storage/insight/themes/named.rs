//! Which themes the responses of a selection have.
//!
//! The rule: a response counts if it gave a reason. The rules looked at that reason, which tells it also when the words are
//! removed after their retention time.

use std::collections::BTreeMap;

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::answering::score::Score;
use crate::domain::ids::ThemeId;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::theme::named::NamedThemes;
use crate::statistics::tally::{Counts, Tally};
use crate::storage::engine::columns::{count, numbered};
use crate::storage::insight::selection::{Binds, day_column, filters};
use crate::storage::{Result, Tx, with_conn};

/// That a response gave a reason which counts.
const GAVE_A_REASON: &str = "held_at IS NULL AND (comment IS NOT NULL OR NOT themes_pending)";
/// A theme of a response.
const OF_RESPONSE: &str =
    "SELECT 1 FROM response_themes WHERE response_id = responses.id AND origin <> 'refused'";

/// The responses of a selection that gave a reason, by theme and without one.
pub async fn named_themes(tx: &mut Tx, selection: &NpsQuery) -> Result<NamedThemes> {
    let mut binds = Binds::new(2);
    let sql = format!(
        "SELECT score, COUNT(*), COUNT(themeless) FROM (
            SELECT score, CASE WHEN EXISTS ({OF_RESPONSE}) THEN NULL ELSE 1 END AS themeless {}
         ) AS told GROUP BY score",
        from_reasons(selection, &mut binds)
    );
    let rows: Vec<(Score, i64, i64)> = rows(tx, selection, sql, binds, &[]).await?;
    let mut named = NamedThemes::default();
    for (score, all, without) in rows {
        named.reasons = named.reasons + counts(score, all)?;
        named.without = named.without + counts(score, without)?;
    }
    named.by_theme = by_theme(tx, selection).await?;
    Ok(named)
}

async fn by_theme(tx: &mut Tx, selection: &NpsQuery) -> Result<BTreeMap<ThemeId, Counts>> {
    let mut binds = Binds::new(2);
    let sql = format!(
        "SELECT theme_id, score, COUNT(*) FROM response_themes
         JOIN responses ON responses.id = response_themes.response_id
         JOIN segments ON segments.id = responses.segment_id
         WHERE origin <> 'refused' AND {} GROUP BY theme_id, score",
        conditions(selection, &mut binds)
    );
    let rows: Vec<(ThemeId, Score, i64)> = rows(tx, selection, sql, binds, &[]).await?;
    let mut found: BTreeMap<ThemeId, Counts> = BTreeMap::new();
    for (theme, score, times) in rows {
        let sum = found.entry(theme).or_default();
        *sum = *sum + counts(score, times)?;
    }
    Ok(found)
}

/// How many detractors of a selection have at least one of these themes.
pub async fn detractors_with_any(tx: &mut Tx, selection: &NpsQuery, themes: &[ThemeId]) -> Result<u64> {
    if themes.is_empty() {
        return Ok(0);
    }
    let mut binds = Binds::new(2 + themes.len());
    let sql = format!(
        "SELECT COUNT(*) {} AND score <= 6 AND EXISTS ({OF_RESPONSE} AND theme_id IN ({}))",
        from_reasons(selection, &mut binds),
        numbered(3, themes.len()),
    );
    let found: Vec<(i64,)> = rows(tx, selection, sql, binds, themes).await?;
    count("responses", found.first().map_or(0, |(found,)| *found))
}

/// The detractors of a selection by team: how many gave a reason, and how many of them name a theme.
pub async fn detractors_by_team(
    tx: &mut Tx,
    selection: &NpsQuery,
    theme: ThemeId,
) -> Result<Vec<(String, u64, u64)>> {
    let mut binds = Binds::new(3);
    let sql = format!(
        "SELECT team, COUNT(*), COUNT(named) FROM (
            SELECT segments.team AS team, CASE WHEN EXISTS ({OF_RESPONSE} AND theme_id = $3) THEN 1 ELSE NULL END AS named {}
                AND score <= 6
         ) AS told GROUP BY team ORDER BY team",
        from_reasons(selection, &mut binds)
    );
    let rows: Vec<(String, i64, i64)> = rows(tx, selection, sql, binds, &[theme]).await?;
    rows.into_iter()
        .map(|(team, all, named)| Ok((team, count("responses", all)?, count("responses", named)?)))
        .collect()
}

fn from_reasons(selection: &NpsQuery, binds: &mut Binds) -> String {
    format!(
        "FROM responses JOIN segments ON segments.id = responses.segment_id WHERE {}",
        conditions(selection, binds)
    )
}

fn conditions(selection: &NpsQuery, binds: &mut Binds) -> String {
    let day = day_column(selection.basis);
    format!("{GAVE_A_REASON} AND {day} BETWEEN $1 AND $2{}", filters(&selection.filters, binds))
}

fn counts(score: Score, times: i64) -> Result<Counts> {
    let times = count("responses", times)?;
    Ok(Tally(score.tally().0.map(|one| one * times)).counts())
}

/// The rows of a statement whose `$1` and `$2` are the first and the last day, and whose next values are themes.
async fn rows<T>(
    tx: &mut Tx,
    selection: &NpsQuery,
    sql: String,
    binds: Binds,
    themes: &[ThemeId],
) -> Result<Vec<T>>
where
    T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
{
    Ok(with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(sql));
        let statement = statement.bind(selection.range.from()).bind(selection.range.to());
        let statement = themes.iter().fold(statement, |statement, theme| statement.bind(*theme));
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_all(conn)
            .await?
    }))
}

//! Verbatims, the comments of responses, newest first.

use chrono::{Days, NaiveDate};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::ids::{ResponseId, ThemeId};
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::responses::{Cursor, ResponseRow};
use crate::domain::insight::query::verbatims::{OfTheme, ScoreGroup, VerbatimQuery};
use crate::storage::answering::responses::listed::{ListedResponseRow, columns, ratings_and_themes};
use crate::storage::insight::selection::{Binds, day_column, filters};
use crate::storage::privacy::restrictions::MAY_BE_SHOWN;
use crate::storage::{Result, Tx, with_conn};

/// The verbatims of a page, newest first; the cursor is by the day of the answer.
pub async fn verbatims(
    tx: &mut Tx,
    query: &VerbatimQuery,
    today: NaiveDate,
    limit: u32,
) -> Result<Vec<ResponseRow>> {
    let selection = query.selection();
    let mut binds = Binds::new(7);
    let mut conditions = filters(&selection.filters, &mut binds);
    if let Some(text) = &query.search {
        conditions += &binds.containing("comment", text);
    }
    conditions += match query.score_group {
        None => "",
        Some(ScoreGroup::Promoters) => " AND score >= 9",
        Some(ScoreGroup::Passives) => " AND score BETWEEN 7 AND 8",
        Some(ScoreGroup::Detractors) => " AND score <= 6",
    };
    if let Some(score) = query.score {
        conditions += &format!(" AND score = {}", score.value());
    }
    // Always bound, so that the numbers of the placeholders do not depend on the query.
    let theme = match query.theme {
        Some(OfTheme::Theme(_)) => {
            " AND EXISTS (SELECT 1 FROM response_themes WHERE response_id = responses.id AND theme_id = $6 AND origin <> 'refused')"
        }
        Some(OfTheme::None) => {
            " AND NOT EXISTS (SELECT 1 FROM response_themes WHERE response_id = responses.id AND theme_id <> $6 AND origin <> 'refused')"
        }
        None => " AND responses.id <> $6",
    };
    let sql = format!(
        "SELECT {}
         WHERE held_at IS NULL AND comment IS NOT NULL AND {MAY_BE_SHOWN} AND {} BETWEEN $1 AND $2
            AND (responses.answered_on < $3 OR (responses.answered_on = $3 AND responses.id < $4))
            AND responses.answered_on >= $7{theme}{conditions}
         ORDER BY responses.answered_on DESC, responses.id DESC LIMIT $5",
        columns(),
        day_column(selection.basis),
    );
    let start = || Cursor { day: today + Days::new(2), id: ResponseId(Uuid::max()) };
    let after = query.after.unwrap_or_else(start);
    let since = if query.is_new { VerbatimQuery::new_since(today) } else { far_back() };
    let theme = match query.theme {
        Some(OfTheme::Theme(id)) => id,
        // No theme and no response has this identifier.
        Some(OfTheme::None) | None => ThemeId(Uuid::nil()),
    };
    let rows: Vec<ListedResponseRow> = with_conn!(tx, |conn| {
        let mut statement = sqlx::query_as(AssertSqlSafe(sql))
            .bind(selection.range.from())
            .bind(selection.range.to())
            .bind(after.day)
            .bind(after.id)
            .bind(i64::from(limit))
            .bind(theme)
            .bind(since);
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    ratings_and_themes(tx, rows).await
}

/// A day before any answer.
fn far_back() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default()
}

/// How many verbatims a selection has.
pub async fn count_verbatims(tx: &mut Tx, selection: &NpsQuery) -> Result<u64> {
    let mut binds = Binds::new(2);
    let sql = format!(
        "SELECT COUNT(*) FROM responses JOIN segments ON segments.id = responses.segment_id
         WHERE held_at IS NULL AND comment IS NOT NULL AND {MAY_BE_SHOWN} AND {} BETWEEN $1 AND $2{}",
        day_column(selection.basis),
        filters(&selection.filters, &mut binds)
    );
    let found: i64 = with_conn!(tx, |conn| {
        let mut statement =
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(selection.range.from()).bind(selection.range.to());
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_one(conn).await?
    });
    crate::storage::engine::columns::count("responses", found)
}

//! Checks of themes: the hits that were drawn, and how each was judged.
//!
//! The rule: a draw is inserted once, as a whole, and its hits stay the same; only their judgements change.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::answering::score::Score;
use crate::domain::ids::{ResponseId, ThemeCheckId, ThemeId};
use crate::domain::insight::theme::check::{Hit, Judgement, Precision, Seed, ThemeCheck};
use crate::storage::engine::columns::{batches, count};
use crate::storage::privacy::restrictions::MAY_BE_SHOWN;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The check of a theme after which no other was drawn, as a condition on `theme_checks`.
const IS_LATEST: &str = "NOT EXISTS (SELECT 1 FROM theme_checks AS later
    WHERE later.theme_id = theme_checks.theme_id AND (later.drawn_at > theme_checks.drawn_at
        OR (later.drawn_at = theme_checks.drawn_at AND later.id > theme_checks.id)))";

/// The newest responses that have a theme, or had it until a person took it off, with their words; `most` at most.
pub async fn possible_hits(tx: &mut Tx, theme: ThemeId, most: u32) -> Result<Vec<(ResponseId, String)>> {
    let sql = format!(
        "SELECT responses.id, comment FROM response_themes JOIN responses ON responses.id = response_themes.response_id
         WHERE theme_id = $1 AND held_at IS NULL AND comment IS NOT NULL AND {MAY_BE_SHOWN}
         ORDER BY responses.answered_on DESC, responses.id DESC LIMIT $2"
    );
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(theme).bind(i64::from(most)).fetch_all(conn).await?
    }))
}

/// Stores a draw and its hits, in their order.
pub async fn insert(tx: &mut Tx, check: &ThemeCheck, hits: &[ResponseId]) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO theme_checks (id, theme_id, keywords, seed, drawn_from, drawn_at, drawn_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(check.id)
        .bind(check.theme)
        .bind(check.keywords.as_str())
        .bind(check.seed.as_slice())
        .bind(i64::try_from(check.drawn_from).unwrap_or(i64::MAX))
        .bind(check.drawn_at)
        .bind(check.drawn_by.as_str())
        .execute(conn)
        .await?
        .rows_affected()
    });
    let placed: Vec<(i64, ResponseId)> = (1..).zip(hits.iter().copied()).collect();
    for chunk in batches(&placed) {
        let places = tx.placeholders(chunk.len(), 3);
        let sql = format!("INSERT INTO theme_check_hits (check_id, place, response_id) VALUES {places}");
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (place, response) in chunk {
                query = query.bind(check.id).bind(*place).bind(*response);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// The latest check of a theme.
pub async fn latest(tx: &mut Tx, theme: ThemeId) -> Result<Option<ThemeCheck>> {
    let sql = format!("SELECT * FROM theme_checks WHERE theme_id = $1 AND {IS_LATEST}");
    let row: Option<CheckRow> =
        with_conn!(tx, |conn| { sqlx::query_as(AssertSqlSafe(sql)).bind(theme).fetch_optional(conn).await? });
    row.map(ThemeCheck::try_from).transpose()
}

/// The hits of a check, in the order of the draw.
pub async fn hits(tx: &mut Tx, check: ThemeCheckId) -> Result<Vec<Hit>> {
    let sql = format!(
        "SELECT place, judgement, judged_at, judged_by, score, CASE WHEN {MAY_BE_SHOWN} THEN comment END AS comment
         FROM theme_check_hits
         LEFT JOIN responses ON responses.id = theme_check_hits.response_id AND responses.held_at IS NULL
         WHERE check_id = $1 ORDER BY place"
    );
    let rows: Vec<HitRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(check).fetch_all(conn).await?);
    Ok(rows.into_iter().map(Hit::from).collect())
}

/// Judges a hit; false if it is judged so already, or there is no such hit.
pub async fn judge(
    tx: &mut Tx,
    check: ThemeCheckId,
    place: u32,
    judgement: Judgement,
    by: &str,
    now: Timestamp,
) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE theme_check_hits SET judgement = $3, judged_at = $4, judged_by = $5
             WHERE check_id = $1 AND place = $2 AND (judgement IS NULL OR judgement <> $3)",
        )
        .bind(check)
        .bind(i64::from(place))
        .bind(judgement)
        .bind(now)
        .bind(by)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// The result of the latest check of each theme that was checked.
pub async fn precisions(tx: &mut Tx) -> Result<BTreeMap<ThemeId, Precision>> {
    let sql = format!(
        "SELECT themes.id, themes.keywords, theme_checks.keywords, COUNT(*), COUNT(judgement),
            COUNT(CASE WHEN judgement = 'right' THEN 1 ELSE NULL END)
         FROM theme_checks JOIN themes ON themes.id = theme_checks.theme_id
         JOIN theme_check_hits ON theme_check_hits.check_id = theme_checks.id
         WHERE {IS_LATEST} GROUP BY theme_checks.id, theme_checks.keywords, themes.id, themes.keywords"
    );
    let rows: Vec<CountedRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await?);
    rows.into_iter().map(precision).collect()
}

/// A theme, its keywords now and when the hits were drawn, and how many hits were drawn, judged, and right.
type CountedRow = (ThemeId, String, String, i64, i64, i64);

fn precision((theme, now, then, drawn, judged, right): CountedRow) -> Result<(ThemeId, Precision)> {
    let number = |value| count("theme_check_hits", value);
    let precision = Precision {
        drawn: number(drawn)?,
        judged: number(judged)?,
        right: number(right)?,
        is_of_earlier_keywords: now != then,
    };
    Ok((theme, precision))
}

/// Deletes the checks of a theme.
pub async fn delete(tx: &mut Tx, theme: ThemeId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "DELETE FROM theme_check_hits WHERE check_id IN (SELECT id FROM theme_checks WHERE theme_id = $1)",
        )
        .bind(theme)
        .execute(conn)
        .await?
        .rows_affected()
    });
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM theme_checks WHERE theme_id = $1")
            .bind(theme)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

#[derive(FromRow)]
struct CheckRow {
    id: ThemeCheckId,
    theme_id: ThemeId,
    keywords: String,
    seed: Vec<u8>,
    drawn_from: i64,
    drawn_at: Timestamp,
    drawn_by: String,
}

impl TryFrom<CheckRow> for ThemeCheck {
    type Error = StorageError;

    fn try_from(row: CheckRow) -> Result<Self> {
        let seed = Seed::try_from(row.seed.as_slice()).map_err(|_| StorageError::Inconsistent {
            column: "theme_checks.seed",
            value: format!("{} bytes", row.seed.len()),
        })?;
        Ok(Self {
            id: row.id,
            theme: row.theme_id,
            keywords: row.keywords,
            seed,
            drawn_from: count("theme_checks.drawn_from", row.drawn_from)?,
            drawn_at: row.drawn_at,
            drawn_by: row.drawn_by,
        })
    }
}

#[derive(FromRow)]
struct HitRow {
    #[sqlx(try_from = "i64")]
    place: u32,
    judgement: Option<Judgement>,
    judged_at: Option<Timestamp>,
    judged_by: Option<String>,
    score: Option<Score>,
    comment: Option<String>,
}

impl From<HitRow> for Hit {
    fn from(row: HitRow) -> Self {
        Self {
            place: row.place,
            written: row.score.zip(row.comment),
            judgement: row.judgement,
            judged: row.judged_at.zip(row.judged_by),
        }
    }
}

//! Responses as rows, page by page.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::domain::complaints::segment::Segment;
use crate::domain::ids::ResponseId;
use crate::domain::insight::query::responses::{ResponseQuery, ResponseRow};
use crate::storage::complaints::segments;
use crate::storage::engine::columns::numbered;
use crate::storage::insight::selection::{Binds, day_column, filters};
use crate::storage::privacy::restrictions::MAY_BE_SHOWN;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The columns of a row, and the tables that they come from.
pub(super) fn columns() -> String {
    format!(
        "responses.id, reference, invitations.closure, responses.closed_on, responses.answered_on, responses.answered_at,
            score, CASE WHEN {MAY_BE_SHOWN} THEN comment END AS comment, {}
         FROM responses JOIN segments ON segments.id = responses.segment_id
         LEFT JOIN invitations ON invitations.id = responses.invitation_id
         LEFT JOIN (SELECT id, reference FROM complaints) AS complaints ON complaints.id = invitations.complaint_id",
        segments::columns()
    )
}

/// The responses of a page, oldest first.
pub async fn list(tx: &mut Tx, query: &ResponseQuery) -> Result<Vec<ResponseRow>> {
    let selection = &query.selection;
    let day = day_column(selection.basis);
    let mut binds = Binds::new(5);
    let sql = format!(
        "SELECT {}
         WHERE held_at IS NULL AND {day} BETWEEN $1 AND $2
            AND ({day} > $3 OR ({day} = $3 AND responses.id > $4)){}
         ORDER BY {day}, responses.id LIMIT $5",
        columns(),
        filters(&selection.filters, &mut binds)
    );
    let before = || selection.range.from().checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN);
    let (after_day, after_id) =
        query.after.map_or_else(|| (before(), Uuid::nil()), |cursor| (cursor.day, cursor.id.0));
    let rows: Vec<ListedResponseRow> = with_conn!(tx, |conn| {
        let mut statement = sqlx::query_as(AssertSqlSafe(sql))
            .bind(selection.range.from())
            .bind(selection.range.to())
            .bind(after_day)
            .bind(after_id)
            .bind(i64::from(query.limit));
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    ratings_and_themes(tx, rows).await
}

/// Rows with the ratings and themes of each.
pub(super) async fn ratings_and_themes(
    tx: &mut Tx,
    rows: Vec<ListedResponseRow>,
) -> Result<Vec<ResponseRow>> {
    let mut rows: Vec<ResponseRow> = rows.into_iter().map(ResponseRow::try_from).collect::<Result<_>>()?;
    let ids: Vec<ResponseId> = rows.iter().map(|row| row.id).collect();
    let mut ratings = ratings_of(tx, &ids).await?;
    let mut themes = themes_of(tx, &ids).await?;
    for row in &mut rows {
        row.ratings = ratings.remove(&row.id).unwrap_or_default();
        row.themes = themes.remove(&row.id).unwrap_or_default();
    }
    Ok(rows)
}

/// Every item that was ever rated.
pub async fn items(tx: &mut Tx) -> Result<BTreeSet<ItemId>> {
    let items: Vec<ItemId> = with_conn!(tx, |conn| sqlx::query_scalar("SELECT DISTINCT item FROM ratings")
        .fetch_all(conn)
        .await?);
    Ok(items.into_iter().collect())
}

/// Identifiers per statement.
const AT_ONCE: usize = 200;

async fn ratings_of(
    tx: &mut Tx,
    ids: &[ResponseId],
) -> Result<BTreeMap<ResponseId, BTreeMap<ItemId, Rating>>> {
    let mut found: BTreeMap<ResponseId, BTreeMap<ItemId, Rating>> = BTreeMap::new();
    for chunk in ids.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT response_id, item, rating FROM ratings WHERE response_id IN ({})",
            numbered(1, chunk.len())
        );
        let rows: Vec<(ResponseId, ItemId, Rating)> = with_conn!(tx, |conn| {
            let statement =
                chunk.iter().fold(sqlx::query_as(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            statement.fetch_all(conn).await?
        });
        for (id, item, rating) in rows {
            found.entry(id).or_default().insert(item, rating);
        }
    }
    Ok(found)
}

async fn themes_of(tx: &mut Tx, ids: &[ResponseId]) -> Result<BTreeMap<ResponseId, BTreeSet<String>>> {
    let mut found: BTreeMap<ResponseId, BTreeSet<String>> = BTreeMap::new();
    for chunk in ids.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT response_id, name FROM response_themes JOIN themes ON themes.id = response_themes.theme_id
             WHERE origin <> 'refused' AND response_id IN ({})",
            numbered(1, chunk.len())
        );
        let rows: Vec<(ResponseId, String)> = with_conn!(tx, |conn| {
            let statement =
                chunk.iter().fold(sqlx::query_as(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            statement.fetch_all(conn).await?
        });
        for (id, name) in rows {
            found.entry(id).or_default().insert(name);
        }
    }
    Ok(found)
}

/// A response as a row.
#[derive(FromRow)]
pub(super) struct ListedResponseRow {
    id: ResponseId,
    reference: Option<String>,
    closure: Option<i64>,
    closed_on: NaiveDate,
    answered_on: NaiveDate,
    answered_at: Timestamp,
    score: Score,
    comment: Option<String>,
    #[sqlx(flatten)]
    segment: Segment,
}

impl TryFrom<ListedResponseRow> for ResponseRow {
    type Error = StorageError;

    fn try_from(row: ListedResponseRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            complaint: row.reference.zip(row.closure),
            closed_on: row.closed_on,
            answered_on: row.answered_on,
            answered_at: row.answered_at,
            score: row.score,
            verbatim: row.comment,
            ratings: BTreeMap::new(),
            themes: BTreeSet::new(),
            segment: row.segment,
        })
    }
}

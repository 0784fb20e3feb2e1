//! Responses and the ratings in them.

mod answered;
mod listed;
mod themes;
mod verbatims;

pub use answered::{StoredResponse, count_held, find_by_invitation, hold, revise, set_comment};
pub use listed::{items, list};
pub use themes::{has_pending_themes, set_all_themes_pending, take_pending_themes};
pub use verbatims::{count_verbatims, verbatims};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::domain::ids::{ImportId, InvitationId, ResponseId};
use crate::storage::engine::columns::batches;
use crate::storage::{Result, Tx, with_conn};

/// Columns of the table, in the order in which they are bound.
const COLUMNS: &str = "id, invitation_id, import_id, score, comment, contact_me, language, segment_id, closed_at, closed_on, answered_at, answered_on, reminders";
const COLUMN_COUNT: usize = 13;

/// Where a response came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An invitation, and the number of reminders sent before the answer.
    Invitation {
        id: InvitationId,
        reminders: u32,
    },
    Import(ImportId),
}

/// A response to be stored.
#[derive(Clone, Debug)]
pub struct NewResponse {
    pub id: ResponseId,
    pub origin: Origin,
    pub score: Score,
    pub comment: Option<String>,
    pub contact_me: bool,
    pub language: String,
    pub segment_id: Uuid,
    pub closed_at: Timestamp,
    pub closed_on: NaiveDate,
    pub answered_at: Timestamp,
    pub answered_on: NaiveDate,
}

/// Inserts responses, many in one statement.
pub async fn insert_all(tx: &mut Tx, responses: &[NewResponse]) -> Result<()> {
    for chunk in batches(responses) {
        let sql = format!(
            "INSERT INTO responses ({COLUMNS}) VALUES {}",
            tx.placeholders(chunk.len(), COLUMN_COUNT)
        );
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for response in chunk {
                let (invitation, import, reminders) = match response.origin {
                    Origin::Invitation { id, reminders } => (Some(id.0), None, Some(i64::from(reminders))),
                    Origin::Import(id) => (None, Some(id.0), None),
                };
                query = query
                    .bind(response.id)
                    .bind(invitation)
                    .bind(import)
                    .bind(response.score)
                    .bind(response.comment.as_deref())
                    .bind(response.contact_me)
                    .bind(response.language.as_str())
                    .bind(response.segment_id)
                    .bind(response.closed_at)
                    .bind(response.closed_on)
                    .bind(response.answered_at)
                    .bind(response.answered_on)
                    .bind(reminders);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Ratings as one text: `empathy=5,speed=2`.
pub(super) fn written(ratings: &BTreeMap<ItemId, Rating>) -> String {
    let each: Vec<String> =
        ratings.iter().map(|(item, rating)| format!("{item}={}", rating.value())).collect();
    each.join(",")
}

/// Inserts ratings, many in one statement.
pub async fn insert_ratings(tx: &mut Tx, ratings: &[(ResponseId, ItemId, Rating)]) -> Result<()> {
    for chunk in batches(ratings) {
        let sql = format!(
            "INSERT INTO ratings (response_id, item, rating) VALUES {}",
            tx.placeholders(chunk.len(), 3)
        );
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (response, item, rating) in chunk {
                query = query.bind(response).bind(item).bind(rating);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Removes the comments of responses answered, and of revisions replaced, up to `before`; scores stay. Returns from how
/// many rows.
pub async fn forget_verbatims(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    let responses = with_conn!(tx, |conn| {
        sqlx::query("UPDATE responses SET comment = NULL WHERE comment IS NOT NULL AND answered_at <= $1")
            .bind(before)
            .execute(conn)
            .await?
            .rows_affected()
    });
    let revisions = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE response_revisions SET comment = NULL WHERE comment IS NOT NULL AND replaced_at <= $1",
        )
        .bind(before)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(responses + revisions)
}

//! A stored answer: finding it, revising it with the earlier revision kept, holding it back, adding a comment.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::response::Submission;
use crate::domain::answering::score::Score;
use crate::domain::ids::{InvitationId, ResponseId};
use crate::storage::answering::responses::{insert_ratings, written};
use crate::storage::engine::columns;
use crate::storage::{Result, Tx, with_conn};

/// The current answer to an invitation.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredResponse {
    pub id: ResponseId,
    pub score: Score,
    #[sqlx(skip)]
    pub ratings: BTreeMap<ItemId, Rating>,
    pub comment: Option<String>,
    pub contact_me: bool,
    pub language: String,
    pub segment_id: Uuid,
    pub closed_on: NaiveDate,
    /// When it was first given; a revision does not change it.
    pub answered_at: Timestamp,
    pub answered_on: NaiveDate,
    /// How many were sent before it was first given.
    #[sqlx(try_from = "i64")]
    pub reminders: u32,
    /// 1 for the first answer.
    #[sqlx(try_from = "i64")]
    pub revision: u32,
    /// Set if it looks machine-made: it does not count until the respondent changes it.
    pub held_at: Option<Timestamp>,
}

/// Finds the answer to an invitation.
pub async fn find_by_invitation(tx: &mut Tx, invitation: InvitationId) -> Result<Option<StoredResponse>> {
    let row: Option<StoredResponse> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, score, comment, contact_me, language, segment_id, closed_on, answered_at, answered_on, reminders,
                revision, held_at FROM responses WHERE invitation_id = $1",
        )
        .bind(invitation)
        .fetch_optional(conn)
        .await?
    });
    let Some(row) = row else { return Ok(None) };
    let ratings: Vec<(ItemId, Rating)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT item, rating FROM ratings WHERE response_id = $1")
            .bind(row.id)
            .fetch_all(conn)
            .await?
    });
    let response = StoredResponse { ratings: ratings.into_iter().collect(), ..row };
    Ok(Some(response))
}

/// Replaces an answer, stores the earlier revision, and ends a hold. False when it was replaced meanwhile.
pub async fn revise(
    tx: &mut Tx,
    before: &StoredResponse,
    after: &Submission,
    language: &str,
    now: Timestamp,
) -> Result<bool> {
    let revision = i64::from(before.revision);
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE responses SET score = $3, comment = $4, contact_me = $5, language = $6, revision = revision + 1,
                revised_at = $7, held_at = NULL, themes_pending = TRUE WHERE id = $1 AND revision = $2",
        )
        .bind(before.id)
        .bind(revision)
        .bind(after.score)
        .bind(after.comment.as_deref())
        .bind(after.contact_me)
        .bind(language)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    if changed == 0 {
        return Ok(false);
    }
    keep(tx, before, now).await?;
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM ratings WHERE response_id = $1")
            .bind(before.id)
            .execute(conn)
            .await?
            .rows_affected()
    });
    // Themes that rules found in the earlier comment; the new one is examined again.
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM response_themes WHERE response_id = $1 AND origin = 'rule'")
            .bind(before.id)
            .execute(conn)
            .await?
            .rows_affected()
    });
    let ratings: Vec<_> =
        after.ratings.iter().map(|(item, rating)| (before.id, item.clone(), *rating)).collect();
    insert_ratings(tx, &ratings).await?;
    Ok(true)
}

async fn keep(tx: &mut Tx, before: &StoredResponse, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO response_revisions (response_id, revision, score, ratings, comment, contact_me, language,
                replaced_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(before.id)
        .bind(i64::from(before.revision))
        .bind(before.score)
        .bind(written(&before.ratings))
        .bind(before.comment.as_deref())
        .bind(before.contact_me)
        .bind(before.language.as_str())
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Holds back an answer that looks machine-made; false when it is held already or was revised.
pub async fn hold(tx: &mut Tx, id: ResponseId, now: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE responses SET held_at = $2 WHERE id = $1 AND held_at IS NULL AND revision = 1")
            .bind(id)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// How many answers are held back.
pub async fn count_held(tx: &mut Tx) -> Result<u64> {
    let held: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM responses WHERE held_at IS NOT NULL").fetch_one(conn).await?
    });
    columns::count("responses", held)
}

/// Sets the comment of an answer, and marks it as pending for the theme rules.
pub async fn set_comment(tx: &mut Tx, id: ResponseId, reason: &str) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE responses SET comment = $2, themes_pending = TRUE WHERE id = $1")
            .bind(id)
            .bind(reason)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

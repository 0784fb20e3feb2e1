//! Reviews and their corrections.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::{ComplaintId, QualityReviewId};
use crate::domain::insight::query::Filters;
use crate::domain::policy::quality::review::Points;
use crate::domain::policy::quality::sample::{CountedReview, Review, Revision};
use crate::domain::time::period::DateRange;
use crate::storage::insight::selection::{self, Binds};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Keeps the text of a checklist under its version, unless one is kept there.
pub async fn keep_checklist(tx: &mut Tx, version: &str, definition: &str) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO quality_checklists (version, definition) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(version)
        .bind(definition)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// The text of a checklist that reviews were made with.
pub async fn find_checklist(tx: &mut Tx, version: &str) -> Result<Option<String>> {
    let text: Option<String> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT definition FROM quality_checklists WHERE version = $1")
            .bind(version)
            .fetch_optional(conn)
            .await?
    });
    Ok(text)
}

/// Adds a review of a closure; false when it was reviewed before.
pub async fn insert_review(
    tx: &mut Tx,
    id: QualityReviewId,
    (complaint, closure): (ComplaintId, u32),
    checklist: &str,
    first: &Revision,
) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO quality_reviews (id, complaint_id, closure, checklist, revision) VALUES ($1, $2, $3, $4, 1)
             ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(complaint)
        .bind(i64::from(closure))
        .bind(checklist)
        .execute(conn)
        .await?
        .rows_affected()
    });
    if inserted == 1 {
        insert_revision(tx, id, 1, first).await?;
    }
    Ok(inserted == 1)
}

/// Adds a correction, which counts from now on. `before` is the number of the latest revision.
pub async fn correct(tx: &mut Tx, id: QualityReviewId, before: u32, correction: &Revision) -> Result<()> {
    insert_revision(tx, id, before + 1, correction).await?;
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE quality_reviews SET revision = $2 WHERE id = $1")
            .bind(id)
            .bind(i64::from(before) + 1)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

async fn insert_revision(tx: &mut Tx, id: QualityReviewId, revision: u32, told: &Revision) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO quality_revisions (review_id, revision, reviewer, reviewed_at, maximum)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(i64::from(revision))
        .bind(told.reviewer.as_str())
        .bind(told.reviewed_at)
        .bind(i64::from(told.points.maximum))
        .execute(conn)
        .await?
        .rows_affected()
    });
    for (topic, points) in &told.points.scores {
        with_conn!(tx, |conn| {
            sqlx::query(
                "INSERT INTO quality_scores (review_id, revision, topic, points) VALUES ($1, $2, $3, $4)",
            )
            .bind(id)
            .bind(i64::from(revision))
            .bind(topic.as_str())
            .bind(i64::from(*points))
            .execute(conn)
            .await?
            .rows_affected()
        });
    }
    Ok(())
}

#[derive(FromRow)]
struct ReviewRow {
    id: QualityReviewId,
    reference: Reference,
    #[sqlx(try_from = "i64")]
    closure: u32,
    checklist: String,
    in_sample: bool,
}

const REVIEW: &str = "SELECT quality_reviews.id, reference, quality_reviews.closure, checklist,
        quality_sample.month IS NOT NULL AS in_sample
     FROM quality_reviews JOIN complaints ON complaints.id = quality_reviews.complaint_id
     LEFT JOIN quality_sample ON quality_sample.complaint_id = quality_reviews.complaint_id
        AND quality_sample.closure = quality_reviews.closure";

/// A review with all its revisions.
pub async fn find_review(tx: &mut Tx, id: QualityReviewId) -> Result<Option<Review>> {
    let sql = format!("{REVIEW} WHERE quality_reviews.id = $1");
    let row: Option<ReviewRow> = with_conn!(tx, |conn| {
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await?
    });
    let Some(row) = row else { return Ok(None) };
    let revisions = revisions(tx, id).await?;
    let ReviewRow { id, reference, closure, checklist, in_sample } = row;
    Ok(Some(Review { id, reference, closure, checklist, in_sample, revisions }))
}

/// The review of a closure.
pub async fn review_of(tx: &mut Tx, complaint: ComplaintId, closure: u32) -> Result<Option<QualityReviewId>> {
    let id: Option<QualityReviewId> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM quality_reviews WHERE complaint_id = $1 AND closure = $2")
            .bind(complaint)
            .bind(i64::from(closure))
            .fetch_optional(conn)
            .await?
    });
    Ok(id)
}

/// Locks a review's row until the transaction ends, so that two corrections follow each other; false if there is none.
pub async fn lock_review(tx: &mut Tx, id: QualityReviewId) -> Result<bool> {
    let found = with_conn!(tx, |conn| {
        sqlx::query("UPDATE quality_reviews SET revision = revision WHERE id = $1")
            .bind(id)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(found == 1)
}

#[derive(FromRow)]
struct ScoreRow {
    #[sqlx(try_from = "i64")]
    revision: u32,
    reviewer: String,
    reviewed_at: Timestamp,
    #[sqlx(try_from = "i64")]
    maximum: u32,
    topic: String,
    #[sqlx(try_from = "i64")]
    points: u32,
}

async fn revisions(tx: &mut Tx, id: QualityReviewId) -> Result<Vec<Revision>> {
    let rows: Vec<ScoreRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT quality_revisions.revision, reviewer, reviewed_at, maximum, topic, points FROM quality_revisions
             JOIN quality_scores ON quality_scores.review_id = quality_revisions.review_id
                AND quality_scores.revision = quality_revisions.revision
             WHERE quality_revisions.review_id = $1",
        )
        .bind(id)
        .fetch_all(conn)
        .await?
    });
    let mut revisions: BTreeMap<u32, Revision> = BTreeMap::new();
    for row in rows {
        let ScoreRow { revision, reviewer, reviewed_at, maximum, topic, points } = row;
        let first = || Revision {
            reviewer,
            reviewed_at,
            points: Points { maximum, scores: BTreeMap::new(), reviewer: None },
        };
        revisions.entry(revision).or_insert_with(first).points.scores.insert(topic, points);
    }
    if revisions.is_empty() {
        return Err(StorageError::Inconsistent { column: "quality_scores", value: id.to_string() });
    }
    Ok(revisions.into_values().collect())
}

#[derive(FromRow)]
struct CountedRow {
    id: QualityReviewId,
    month: NaiveDate,
    #[sqlx(try_from = "i64")]
    maximum: u32,
    topic: String,
    #[sqlx(try_from = "i64")]
    points: u32,
}

/// The reviews of what was drawn for the months that begin in a range, as they were at a moment, in the segments that are
/// asked about.
pub async fn counted(
    tx: &mut Tx,
    range: DateRange,
    filters: &Filters,
    until: Timestamp,
) -> Result<Vec<CountedReview>> {
    let mut binds = Binds::new(3);
    let accepted = selection::filters(filters, &mut binds);
    let sql = format!(
        "SELECT quality_reviews.id, month, maximum, topic, points FROM quality_sample
         JOIN quality_reviews ON quality_reviews.complaint_id = quality_sample.complaint_id
            AND quality_reviews.closure = quality_sample.closure
         JOIN quality_revisions ON quality_revisions.review_id = quality_reviews.id
            AND quality_revisions.revision = (SELECT MAX(revision) FROM quality_revisions AS told
                WHERE told.review_id = quality_reviews.id AND told.reviewed_at <= $3)
         JOIN quality_scores ON quality_scores.review_id = quality_reviews.id
            AND quality_scores.revision = quality_revisions.revision
         JOIN segments ON segments.id = quality_sample.segment_id
         WHERE month BETWEEN $1 AND $2{accepted} ORDER BY month, quality_reviews.id"
    );
    let rows: Vec<CountedRow> = with_conn!(tx, |conn| {
        let statement =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(range.from()).bind(range.to()).bind(until);
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_all(conn)
            .await?
    });
    let mut reviews: BTreeMap<(NaiveDate, QualityReviewId), CountedReview> = BTreeMap::new();
    for CountedRow { id, month, maximum, topic, points } in rows {
        let first = || CountedReview { month, maximum, scores: BTreeMap::new() };
        reviews.entry((month, id)).or_insert_with(first).scores.insert(topic, points);
    }
    Ok(reviews.into_values().collect())
}

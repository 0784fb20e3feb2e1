//! When complaints begin, and what was registered or changed after a moment and belongs to a year.

use chrono::NaiveDate;
use uuid::{Builder, Uuid};

use crate::domain::Timestamp;
use crate::domain::ids::ComplaintId;
use crate::domain::reporting::changes::Changes;
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

/// A year by its days, and by the moments at which it begins and the next one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub number: i32,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub begins: Timestamp,
    pub ends: Timestamp,
}

/// When the first complaint was received; `None` if there is none.
pub async fn first_received(tx: &mut Tx) -> Result<Option<Timestamp>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT MIN(received_at) FROM complaints").fetch_one(conn).await?
    }))
}

/// Counts what was registered or changed since.
pub async fn since(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<Changes> {
    let (late, changed, erased) = complaints(tx, year, since).await?;
    let judged = norms(tx, year, since).await? + verdicts(tx, year, since).await?;
    Ok(Changes {
        late: number(late)?,
        changed: number(changed)?,
        erased: number(erased)?,
        answers: number(answers(tx, year, since).await?)?,
        reviews: number(reviews(tx, year, since).await?)?,
        norms: number(judged)?,
        improvements: number(improvements(tx, since).await?)?,
        assessments: number(assessments(tx, year, since).await?)?,
    })
}

fn number(counted: i64) -> Result<u64> {
    count("the number of changes", counted)
}

/// Of the complaints that were open at any time of the year: those registered since, those known before and changed since, and
/// those from which name and address were removed since.
async fn complaints(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<(i64, i64, i64)> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(*) FILTER (WHERE updated_at > $3 AND id >= $4),
                COUNT(*) FILTER (WHERE updated_at > $3 AND id < $4),
                COUNT(*) FILTER (WHERE contact_forgotten_at > $3)
             FROM complaints WHERE received_at < $2 AND (closed_at IS NULL OR closed_at >= $1)",
        )
        .bind(year.begins)
        .bind(year.ends)
        .bind(since)
        .bind(ComplaintId(first_of(since)))
        .fetch_one(conn)
        .await?
    }))
}

/// The smallest identifier of what is made from a moment on: identifiers begin with their time (RFC 9562, version 7).
fn first_of(moment: Timestamp) -> Uuid {
    let milliseconds = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(milliseconds, &[0; 10]).into_uuid()
}

/// Answers about closures of the year that came, were changed or were imported.
async fn answers(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM responses WHERE closed_on BETWEEN $1 AND $2
                AND ((invitation_id IS NOT NULL AND answered_at > $3) OR revised_at > $3
                    OR import_id IN (SELECT id FROM imports WHERE imported_at > $3))",
        )
        .bind(year.first)
        .bind(year.last)
        .bind(since)
        .fetch_one(conn)
        .await?
    }))
}

/// Reviews of closures that were drawn for a month of the year.
async fn reviews(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM quality_revisions
                JOIN quality_reviews ON quality_reviews.id = quality_revisions.review_id
                JOIN quality_sample ON quality_sample.complaint_id = quality_reviews.complaint_id
                    AND quality_sample.closure = quality_reviews.closure
             WHERE month BETWEEN $1 AND $2 AND reviewed_at > $3",
        )
        .bind(year.first)
        .bind(year.last)
        .bind(since)
        .fetch_one(conn)
        .await?
    }))
}

/// Norms that took effect before the year ended.
async fn norms(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM norm_decisions WHERE kind = 'adopted' AND effective_from <= $1 AND decided_at > $2",
        )
        .bind(year.last)
        .bind(since)
        .fetch_one(conn)
        .await?
    }))
}

/// Official verdicts on periods that lie in the year.
async fn verdicts(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT (SELECT COUNT(*) FROM norm_verdicts WHERE to_day BETWEEN $1 AND $2 AND judged_at > $3)
                + (SELECT COUNT(*) FROM kpi_verdicts WHERE to_day BETWEEN $1 AND $2 AND judged_at > $3)",
        )
        .bind(year.first)
        .bind(year.last)
        .bind(since)
        .fetch_one(conn)
        .await?
    }))
}

/// Improvements, of any year: their effect may lie in another one than their start.
async fn improvements(tx: &mut Tx, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM improvements WHERE changed_at > $1 OR withdrawn_at > $1 OR closed_at > $1",
        )
        .bind(since)
        .fetch_one(conn)
        .await?
    }))
}

/// Judgements of sentences of the policy in the year.
async fn assessments(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM policy_assessments WHERE year = $1 AND assessed_at > $2")
            .bind(i64::from(year.number))
            .bind(since)
            .fetch_one(conn)
            .await?
    }))
}

//! When complaints begin, and what was registered or changed after a moment and belongs to a year.

mod complaints;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::reporting::changes::Changes;
use crate::storage::engine::columns::count;
use crate::storage::reporting::changes::complaints::{complaints, left, removed};
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

/// Counts what was registered or changed since, of a year and of the one before.
pub async fn since(tx: &mut Tx, [year, before]: [Bounds; 2], since: Timestamp) -> Result<Changes> {
    let judged = norms(tx, year, since).await? + verdicts(tx, year, since).await?;
    let (contacts_removed, erased) = removed(tx, year, since).await?;
    Ok(Changes {
        year: year.number,
        of_year: complaints(tx, year, since).await?,
        of_year_before: complaints(tx, before, since).await?,
        left: number(left(tx, year, since).await?)?,
        contacts_removed: number(contacts_removed)?,
        erased: number(erased)?,
        answers: number(answers(tx, year, since).await?)?,
        reviews: number(reviews(tx, year, since).await?)?,
        norms: number(judged)?,
        notifications: number(notifications(tx, year, since).await?)?,
        cause_names: number(cause_names(tx, since).await?)?,
        follow_ups: number(follow_ups(tx, year, since).await?)?,
        improvements: number(improvements(tx, since).await?)?,
        assessments: number(assessments(tx, year, since).await?)?,
        signals: number(signals(tx, year, since).await?)?,
    })
}

fn number(counted: i64) -> Result<u64> {
    count("the number of changes", counted)
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

/// Numbers of notifications in months of the year. They carry no time, but the audit has an entry for each that was told.
async fn notifications(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM audit WHERE action = $1 AND subject LIKE $2 AND at > $3")
            .bind(Action::TellNotifications.name())
            .bind(format!("{}-%", year.number))
            .bind(since)
            .fetch_one(conn)
            .await?
    }))
}

/// Causes that got another name or were merged into another, of any year: complaints count by the present one.
async fn cause_names(tx: &mut Tx, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT (SELECT COUNT(*) FROM cause_names WHERE until > $1)
                + (SELECT COUNT(*) FROM causes WHERE merged_at > $1)",
        )
        .bind(since)
        .fetch_one(conn)
        .await?
    }))
}

/// Follow-ups that were due in the year.
async fn follow_ups(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM follow_ups WHERE due_on BETWEEN $1 AND $2 AND done_at > $3")
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

/// Months of the year that were marked, or whose mark was explained.
async fn signals(tx: &mut Tx, year: Bounds, since: Timestamp) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM signals WHERE month BETWEEN $1 AND $2 AND (raised_at > $3 OR explained_at > $3)",
        )
        .bind(year.first)
        .bind(year.last)
        .bind(since)
        .fetch_one(conn)
        .await?
    }))
}

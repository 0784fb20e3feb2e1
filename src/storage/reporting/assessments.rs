//! What was judged of the sentences of the policy. A judgement is inserted and never changed; the latest counts.
//!
//! The rule: who judges takes one lock first and reads the judgements behind it, so that two persons at the same moment
//! follow each other.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::reporting::assessment::{Assessment, History, Judgement};
use crate::storage::engine::installation;
use crate::storage::{Result, Tx, with_conn};

/// The row that every judgement locks; nothing else does.
const LOCK: &str = "policy assessments";

/// Waits for the turn to judge, which lasts until the transaction ends.
pub async fn lock(tx: &mut Tx) -> Result<()> {
    installation::set(tx, LOCK, "").await
}

/// The judgements of a year.
pub async fn of_year(tx: &mut Tx, year: i32) -> Result<History> {
    let rows: Vec<AssessmentRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT sentence, judgement, note, assessed_by, assessed_at FROM policy_assessments
             WHERE year = $1 ORDER BY assessed_at, id",
        )
        .bind(i64::from(year))
        .fetch_all(conn)
        .await?
    });
    Ok(History(rows.into_iter().map(Assessment::from).collect()))
}

/// Keeps a judgement.
pub async fn insert(tx: &mut Tx, id: Uuid, year: i32, assessment: &Assessment) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO policy_assessments (id, year, sentence, judgement, note, assessed_by, assessed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(i64::from(year))
        .bind(assessment.sentence.as_str())
        .bind(assessment.judgement)
        .bind(assessment.note.as_str())
        .bind(assessment.by.as_str())
        .bind(assessment.at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

#[derive(FromRow)]
struct AssessmentRow {
    sentence: String,
    judgement: Judgement,
    note: String,
    assessed_by: String,
    assessed_at: Timestamp,
}

impl From<AssessmentRow> for Assessment {
    fn from(row: AssessmentRow) -> Self {
        let AssessmentRow { sentence, judgement, note, assessed_by: by, assessed_at: at } = row;
        Self { sentence, judgement, note, by, at }
    }
}

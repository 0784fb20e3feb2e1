//! The yearly evaluations of norms.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::{EvaluationId, NormId};
use crate::domain::norms::evaluation::Evaluation;
use crate::storage::{Result, Tx, with_conn};

/// Adds an evaluation; false when the one that was due on that day exists already.
pub async fn evaluate(tx: &mut Tx, id: EvaluationId, evaluation: &Evaluation) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO norm_evaluations (id, norm_id, due_on, rationale, evaluated_by, evaluated_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(evaluation.norm)
        .bind(evaluation.due_on)
        .bind(evaluation.rationale.as_str())
        .bind(evaluation.by.as_str())
        .bind(evaluation.at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Every evaluation, oldest first.
pub async fn evaluations(tx: &mut Tx) -> Result<Vec<Evaluation>> {
    let rows: Vec<EvaluationRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM norm_evaluations ORDER BY due_on, evaluated_at").fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(Evaluation::from).collect())
}

#[derive(FromRow)]
struct EvaluationRow {
    norm_id: NormId,
    due_on: NaiveDate,
    rationale: String,
    evaluated_by: String,
    evaluated_at: Timestamp,
}

impl From<EvaluationRow> for Evaluation {
    fn from(row: EvaluationRow) -> Self {
        Self {
            norm: row.norm_id,
            due_on: row.due_on,
            rationale: row.rationale,
            by: row.evaluated_by,
            at: row.evaluated_at,
        }
    }
}

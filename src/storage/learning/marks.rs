//! The improvements that charts mark: those that were carried out, by the day on which they started.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::ids::{CauseId, ImprovementId};
use crate::domain::learning::mark::Mark;
use crate::domain::time::period::DateRange;
use crate::storage::{Result, Tx, with_conn};

/// Those that started on a day of the range, oldest first.
pub async fn started(tx: &mut Tx, range: DateRange) -> Result<Vec<Mark>> {
    let rows: Vec<MarkRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, title, starts_on FROM improvements
             WHERE withdrawn_at IS NULL AND starts_on >= $1 AND starts_on <= $2
             ORDER BY starts_on, title",
        )
        .bind(range.from())
        .bind(range.to())
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(Mark::from).collect())
}

/// Those that started on or before a day and name a cause, or one merged into it, as their reason or their target;
/// oldest first.
pub async fn of_cause(tx: &mut Tx, cause: CauseId, until: NaiveDate) -> Result<Vec<Mark>> {
    let rows: Vec<MarkRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, title, starts_on FROM improvements
             WHERE withdrawn_at IS NULL AND starts_on <= $2
                 AND (id IN (SELECT improvement_id FROM improvement_reasons
                             WHERE kind = 'cause'
                                 AND subject_id IN (SELECT id FROM causes WHERE id = $1 OR merged_into = $1))
                      OR (target = 'cause' AND target_name = $3))
             ORDER BY starts_on, title",
        )
        .bind(cause)
        .bind(until)
        .bind(cause.to_string())
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(Mark::from).collect())
}

#[derive(FromRow)]
struct MarkRow {
    id: ImprovementId,
    title: String,
    starts_on: NaiveDate,
}

impl From<MarkRow> for Mark {
    fn from(row: MarkRow) -> Self {
        Self { day: row.starts_on, id: row.id, title: row.title }
    }
}

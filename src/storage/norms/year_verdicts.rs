//! The one official verdict over each year of a KPI other than NPS.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::NormId;
use crate::domain::norms::year_verdict::YearVerdict;
use crate::domain::time::period::DateRange;
use crate::statistics::verdict::Verdict;
use crate::storage::engine::columns::count;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Adds a verdict; false when the year was judged before.
pub async fn insert_year_verdict(tx: &mut Tx, given: &YearVerdict) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO kpi_verdicts (norm_id, from_day, to_day, judged_at, numerator, denominator, verdict)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        )
        .bind(given.norm)
        .bind(given.range.from())
        .bind(given.range.to())
        .bind(given.judged_at)
        .bind(given.numerator)
        .bind(given.denominator.map(|count| i64::try_from(count).unwrap_or(i64::MAX)))
        .bind(given.verdict)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Every verdict that was given, oldest year first.
pub async fn year_verdicts(tx: &mut Tx) -> Result<Vec<YearVerdict>> {
    let rows: Vec<YearVerdictRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM kpi_verdicts ORDER BY from_day, norm_id").fetch_all(conn).await?
    });
    rows.into_iter().map(YearVerdict::try_from).collect()
}

#[derive(FromRow)]
struct YearVerdictRow {
    norm_id: NormId,
    from_day: NaiveDate,
    to_day: NaiveDate,
    judged_at: Timestamp,
    numerator: Option<i64>,
    denominator: Option<i64>,
    verdict: Verdict,
}

impl TryFrom<YearVerdictRow> for YearVerdict {
    type Error = StorageError;

    fn try_from(row: YearVerdictRow) -> Result<Self> {
        let range = DateRange::new(row.from_day, row.to_day);
        Ok(Self {
            norm: row.norm_id,
            range: range.ok_or_else(|| StorageError::Inconsistent {
                column: "kpi_verdicts.to_day",
                value: row.to_day.to_string(),
            })?,
            judged_at: row.judged_at,
            numerator: row.numerator,
            denominator: row
                .denominator
                .map(|number| count("kpi_verdicts.denominator", number))
                .transpose()?,
            verdict: row.verdict,
        })
    }
}

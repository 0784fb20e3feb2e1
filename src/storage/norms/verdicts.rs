//! The one official verdict over each period of a norm.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::NormId;
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::time::period::DateRange;
use crate::statistics::tally::Counts;
use crate::statistics::verdict::Verdict;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Adds a verdict; false when the period was judged before.
pub async fn insert_verdict(tx: &mut Tx, given: &OfficialVerdict) -> Result<bool> {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let Counts { promoters, passives, detractors } = given.counts;
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO norm_verdicts (norm_id, from_day, to_day, judged_at, closed, invited, promoters, passives,
                detractors, verdict)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        )
        .bind(given.norm)
        .bind(given.range.from())
        .bind(given.range.to())
        .bind(given.judged_at)
        .bind(number(given.closed))
        .bind(number(given.invited))
        .bind(number(promoters))
        .bind(number(passives))
        .bind(number(detractors))
        .bind(given.verdict)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Every verdict that was given, oldest period first.
pub async fn verdicts(tx: &mut Tx) -> Result<Vec<OfficialVerdict>> {
    let rows: Vec<VerdictRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM norm_verdicts ORDER BY to_day, from_day").fetch_all(conn).await?
    });
    rows.into_iter().map(OfficialVerdict::try_from).collect()
}

#[derive(FromRow)]
struct VerdictRow {
    norm_id: NormId,
    from_day: NaiveDate,
    to_day: NaiveDate,
    judged_at: Timestamp,
    #[sqlx(try_from = "i64")]
    closed: u64,
    #[sqlx(try_from = "i64")]
    invited: u64,
    #[sqlx(try_from = "i64")]
    promoters: u64,
    #[sqlx(try_from = "i64")]
    passives: u64,
    #[sqlx(try_from = "i64")]
    detractors: u64,
    verdict: Verdict,
}

impl TryFrom<VerdictRow> for OfficialVerdict {
    type Error = StorageError;

    fn try_from(row: VerdictRow) -> Result<Self> {
        let range = DateRange::new(row.from_day, row.to_day);
        Ok(Self {
            norm: row.norm_id,
            range: range.ok_or_else(|| StorageError::Inconsistent {
                column: "norm_verdicts.to_day",
                value: row.to_day.to_string(),
            })?,
            judged_at: row.judged_at,
            closed: row.closed,
            invited: row.invited,
            counts: Counts { promoters: row.promoters, passives: row.passives, detractors: row.detractors },
            verdict: row.verdict,
        })
    }
}

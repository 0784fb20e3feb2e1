//! Imported files of earlier results.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::complaints::segment::Segment;
use crate::domain::ids::ImportId;
use crate::domain::insight::series::EarlierPeriod;
use crate::domain::time::period::DateRange;
use crate::storage::complaints::segments;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Records an import by the hash of its content; false when the same content was imported before.
pub async fn insert(
    tx: &mut Tx,
    id: ImportId,
    content_hash: &[u8],
    responses: u64,
    now: Timestamp,
) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO imports (id, content_hash, responses, imported_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (content_hash) DO NOTHING",
        )
        .bind(id)
        .bind(content_hash.to_vec())
        .bind(i64::try_from(responses).unwrap_or(i64::MAX))
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Stores how many complaints were closed and invited in a period, as an import reports it.
pub async fn insert_earlier_period(
    tx: &mut Tx,
    id: uuid::Uuid,
    import: ImportId,
    period: &EarlierPeriod,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO earlier_periods (id, import_id, from_day, to_day, closed, invited, segment_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(import)
        .bind(period.range.from())
        .bind(period.range.to())
        .bind(i64::try_from(period.closed).unwrap_or(i64::MAX))
        .bind(i64::try_from(period.invited).unwrap_or(i64::MAX))
        .bind(period.segment.id())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// The imported periods that lie entirely within the range.
pub async fn earlier_periods(tx: &mut Tx, range: DateRange) -> Result<Vec<EarlierPeriod>> {
    let sql = format!(
        "SELECT from_day, to_day, closed, invited, {}
         FROM earlier_periods JOIN segments ON segments.id = earlier_periods.segment_id
         WHERE from_day >= $1 AND to_day <= $2",
        segments::columns()
    );
    let rows: Vec<EarlierPeriodRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(range.from()).bind(range.to()).fetch_all(conn).await?
    });
    rows.into_iter().map(EarlierPeriod::try_from).collect()
}

#[derive(FromRow)]
struct EarlierPeriodRow {
    from_day: NaiveDate,
    to_day: NaiveDate,
    #[sqlx(try_from = "i64")]
    closed: u64,
    #[sqlx(try_from = "i64")]
    invited: u64,
    #[sqlx(flatten)]
    segment: Segment,
}

impl TryFrom<EarlierPeriodRow> for EarlierPeriod {
    type Error = StorageError;

    fn try_from(row: EarlierPeriodRow) -> Result<Self> {
        let range = DateRange::new(row.from_day, row.to_day).ok_or_else(|| StorageError::Inconsistent {
            column: "earlier_periods.to_day",
            value: row.to_day.to_string(),
        })?;
        Ok(Self { range, closed: row.closed, invited: row.invited, segment: row.segment })
    }
}

//! Imported files of earlier results.

pub mod undo;
pub mod uploads;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::answering::imported::{ImportRecord, ImportState};
use crate::domain::complaints::segment::Segment;
use crate::domain::ids::ImportId;
use crate::domain::insight::series::EarlierPeriod;
use crate::domain::time::period::DateRange;
use crate::storage::complaints::segments;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The length of a hash (SHA-256), in bytes.
const HASH: usize = 32;

/// An import to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewImport<'a> {
    pub id: ImportId,
    /// SHA-256 of the file.
    pub hash: &'a [u8],
    pub responses: u64,
    /// The first and the last closing day of its responses.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Who imports, as in the audit.
    pub by: &'a str,
    /// For a file of periods the import that it comes with.
    pub belongs_to: Option<ImportId>,
    pub at: Timestamp,
}

/// Records an import by the hash of its content; false when the same content was imported before and is not undone.
pub async fn insert(tx: &mut Tx, import: &NewImport<'_>) -> Result<bool> {
    let (first_day, last_day) = import.days.unzip();
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO imports
                (id, content_hash, responses, imported_at, imported_by, first_day, last_day, belongs_to)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (content_hash) DO NOTHING",
        )
        .bind(import.id)
        .bind(import.hash.to_vec())
        .bind(i64::try_from(import.responses).unwrap_or(i64::MAX))
        .bind(import.at)
        .bind(import.by)
        .bind(first_day)
        .bind(last_day)
        .bind(import.belongs_to)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Whether a file with this content was imported and counts.
pub async fn is_known(tx: &mut Tx, hash: &[u8]) -> Result<bool> {
    let found: Option<ImportId> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM imports WHERE content_hash = $1")
            .bind(hash.to_vec())
            .fetch_optional(conn)
            .await?
    });
    Ok(found.is_some())
}

/// The columns of an import as it is listed.
const LISTED: &str = "id, content_hash, responses, imported_at, imported_by, first_day, last_day, undo_began_at, undone_at,
    undone_by, (SELECT COUNT(*) FROM earlier_periods WHERE earlier_periods.import_id = imports.id) AS periods";

/// All imports of responses, the newest first; files of periods stand with the responses that they came with.
pub async fn list(tx: &mut Tx) -> Result<Vec<ImportRecord>> {
    let sql =
        format!("SELECT {LISTED} FROM imports WHERE belongs_to IS NULL ORDER BY imported_at DESC, id DESC");
    let rows: Vec<ImportRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await?);
    Ok(rows.into_iter().map(ImportRecord::from).collect())
}

/// One import of responses; `None` if there is none with this identifier.
pub async fn find(tx: &mut Tx, id: ImportId) -> Result<Option<ImportRecord>> {
    let sql = format!("SELECT {LISTED} FROM imports WHERE belongs_to IS NULL AND id = $1");
    let row: Option<ImportRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await?);
    Ok(row.map(ImportRecord::from))
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
struct ImportRow {
    id: ImportId,
    content_hash: Vec<u8>,
    #[sqlx(try_from = "i64")]
    responses: u64,
    #[sqlx(try_from = "i64")]
    periods: u64,
    imported_at: Timestamp,
    imported_by: String,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    undo_began_at: Option<Timestamp>,
    undone_at: Option<Timestamp>,
    undone_by: Option<String>,
}

impl From<ImportRow> for ImportRecord {
    fn from(mut row: ImportRow) -> Self {
        // Behind the hash of an import that was undone stands its identifier.
        row.content_hash.truncate(HASH);
        let state = match (row.undone_at, row.undo_began_at) {
            (Some(at), _) => ImportState::Undone { at, by: row.undone_by.unwrap_or_default() },
            (None, Some(since)) => ImportState::BeingUndone { since },
            (None, None) => ImportState::Counted,
        };
        Self {
            id: row.id,
            hash: row.content_hash,
            responses: row.responses,
            periods: row.periods,
            days: row.first_day.zip(row.last_day),
            imported_at: row.imported_at,
            imported_by: row.imported_by,
            state,
        }
    }
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

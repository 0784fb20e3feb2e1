//! The combinations of values by which figures are split.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, ColumnIndex, Decode, FromRow, Row, Type};
use uuid::Uuid;

use crate::domain::complaints::segment::{Dimension, Segment};
use crate::storage::engine::columns::{named, numbered};
use crate::storage::{Result, Tx, with_conn};

/// Inserts the segment's row unless it exists; its identifier is [`Segment::id`].
pub async fn ensure(tx: &mut Tx, segment: &Segment) -> Result<()> {
    let id = segment.id();
    let sql = format!(
        "INSERT INTO segments (id, {}) VALUES ($1, {}) ON CONFLICT (id) DO NOTHING",
        Dimension::NAMES.join(", "),
        numbered(2, Dimension::ALL.len())
    );
    with_conn!(tx, |conn| {
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(id);
        for &dimension in Dimension::ALL {
            query = query.bind(segment.value(dimension).to_owned());
        }
        query.execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Identifiers per statement.
const AT_ONCE: usize = 200;

/// Finds segments by identifier.
pub async fn find_all(tx: &mut Tx, ids: &BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, Segment>> {
    let mut segments = BTreeMap::new();
    let ids: Vec<Uuid> = ids.iter().copied().collect();
    for chunk in ids.chunks(AT_ONCE) {
        let sql = format!("SELECT * FROM segments WHERE id IN ({})", numbered(1, chunk.len()));
        let rows: Vec<IdentifiedSegment> = with_conn!(tx, |conn| {
            let query = chunk.iter().fold(sqlx::query_as(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            query.fetch_all(conn).await?
        });
        segments.extend(rows.into_iter().map(|row| (row.id, row.segment)));
    }
    Ok(segments)
}

/// Up to `most` values of a dimension, sorted; an unknown value is the empty string.
pub async fn values(tx: &mut Tx, dimension: Dimension, most: u32) -> Result<Vec<String>> {
    let sql = format!("SELECT DISTINCT {dimension} FROM segments ORDER BY {dimension} LIMIT $1");
    let rows: Vec<(String,)> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(i64::from(most)).fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(|(value,)| value).collect())
}

/// Whether a dimension has a value.
pub async fn has(tx: &mut Tx, dimension: Dimension, value: &str) -> Result<bool> {
    let sql = format!("SELECT id FROM segments WHERE {dimension} = $1 LIMIT 1");
    let found: Option<Uuid> = with_conn!(tx, |conn| {
        sqlx::query_scalar(AssertSqlSafe(sql)).bind(value).fetch_optional(conn).await?
    });
    Ok(found.is_some())
}

/// Up to `most` values of each dimension, sorted as [`values`] sorts them.
pub async fn values_of_all(tx: &mut Tx, most: u32) -> Result<BTreeMap<Dimension, Vec<String>>> {
    let of_dimension = |dimension: &Dimension| {
        format!(
            "SELECT * FROM (SELECT DISTINCT '{dimension}' AS dimension, {dimension} AS value FROM segments
             ORDER BY value LIMIT $1) AS of_{dimension}"
        )
    };
    let sql = format!(
        "SELECT dimension, value FROM ({}) AS offered ORDER BY dimension, value",
        Dimension::ALL.iter().map(of_dimension).collect::<Vec<_>>().join(" UNION ALL ")
    );
    let rows: Vec<(String, String)> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(i64::from(most)).fetch_all(conn).await?
    });
    let mut values: BTreeMap<Dimension, Vec<String>> =
        Dimension::ALL.iter().map(|dimension| (*dimension, Vec::new())).collect();
    for (dimension, value) in rows {
        values.entry(named("dimension", &dimension)?).or_default().push(value);
    }
    Ok(values)
}

/// The columns of a segment, for a statement that joins the table.
pub(in crate::storage) fn columns() -> String {
    let columns: Vec<String> =
        Dimension::ALL.iter().map(|dimension| format!("segments.{dimension}")).collect();
    columns.join(", ")
}

/// A segment with its identifier.
#[derive(FromRow)]
struct IdentifiedSegment {
    id: Uuid,
    #[sqlx(flatten)]
    segment: Segment,
}

/// The columns have the names of the dimensions.
impl<'r, R: Row> FromRow<'r, R> for Segment
where
    &'static str: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Dimension::ALL.iter().try_fold(Self::default(), |segment, dimension| {
            let value: String = row.try_get(dimension.name())?;
            Ok(segment.with(*dimension, Some(&value)))
        })
    }
}

//! The combinations of values by which figures are split.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::complaints::segment::{Dimension, Segment};
use crate::storage::{Result, Tx, with_conn};

/// Inserts the segment's row unless it exists; its identifier is [`Segment::id`].
pub async fn ensure(tx: &mut Tx, segment: &Segment) -> Result<()> {
    let id = segment.id();
    let sql = format!(
        "INSERT INTO segments (id, {}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING",
        Dimension::NAMES.join(", ")
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
        let places: Vec<String> = (1..=chunk.len()).map(|place| format!("${place}")).collect();
        let sql = format!("SELECT * FROM segments WHERE id IN ({})", places.join(", "));
        let rows: Vec<SegmentRow> = with_conn!(tx, |conn| {
            let query = chunk.iter().fold(sqlx::query_as(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            query.fetch_all(conn).await?
        });
        segments.extend(rows.into_iter().map(|row| (row.id, Segment::from(row))));
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

/// The columns of the table, one for each dimension.
#[derive(FromRow)]
pub(in crate::storage) struct SegmentRow {
    #[sqlx(default)]
    id: Uuid,
    team: String,
    product: String,
    channel: String,
    complainant: String,
    outcome: String,
    level: String,
    language: String,
    mode: String,
    questionnaire: String,
}

impl From<SegmentRow> for Segment {
    fn from(row: SegmentRow) -> Self {
        Self::default()
            .with(Dimension::Team, Some(&row.team))
            .with(Dimension::Product, Some(&row.product))
            .with(Dimension::Channel, Some(&row.channel))
            .with(Dimension::Complainant, Some(&row.complainant))
            .with(Dimension::Outcome, Some(&row.outcome))
            .with(Dimension::Level, Some(&row.level))
            .with(Dimension::Language, Some(&row.language))
            .with(Dimension::Mode, Some(&row.mode))
            .with(Dimension::Questionnaire, Some(&row.questionnaire))
    }
}

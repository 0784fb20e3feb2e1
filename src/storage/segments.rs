//! The combinations of values by which figures are split.

use sqlx::AssertSqlSafe;

use crate::domain::segment::{Dimension, Segment};
use crate::storage::{Result, Tx, with_conn};

/// Makes sure that the segment's row is there; its identifier is [`Segment::id`].
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

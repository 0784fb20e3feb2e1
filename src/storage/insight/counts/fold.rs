//! Adds changes to the counts: summed in memory first, then one row per key.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::insight::measure::Measure;
use crate::storage::engine::columns::batches;
use crate::storage::insight::counts::{Count, CountKey, summed};
use crate::storage::insight::tallies::lock;
use crate::storage::{Result, Tx, with_conn};

/// Folds up to `most` appended changes into the counts; returns how many, zero when all are folded.
pub async fn fold(tx: &mut Tx, most: u32) -> Result<u64> {
    lock(tx).await?;
    let sql = "DELETE FROM count_changes WHERE id IN (SELECT id FROM count_changes ORDER BY id LIMIT $1)
               RETURNING measure, item, day, segment_id, amount";
    let rows: Vec<CountRow> =
        with_conn!(tx, |conn| sqlx::query_as(sql).bind(i64::from(most)).fetch_all(conn).await?);
    let changes: Vec<Count> = rows.into_iter().map(Count::from).collect();
    add(tx, &changes).await?;
    Ok(changes.len() as u64)
}

/// Adds changes to totals and cells. The caller holds the lock of folds.
pub(super) async fn add(tx: &mut Tx, changes: &[Count]) -> Result<()> {
    let cells: Vec<(CountKey, i64)> = summed(changes).into_iter().collect();
    let mut totals = BTreeMap::<(NaiveDate, Measure, &str), i64>::new();
    for (key, amount) in &cells {
        *totals.entry((key.day, key.measure, &key.item)).or_default() += amount;
    }
    let totals: Vec<((NaiveDate, Measure, &str), i64)> = totals.into_iter().collect();
    for chunk in batches(&totals) {
        let sql = upsert(tx, "count_totals", "measure, day, item", 3, chunk.len());
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for ((day, measure, item), amount) in chunk {
                query = query.bind(measure).bind(*day).bind(*item).bind(*amount);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    for chunk in batches(&cells) {
        let sql = upsert(tx, "count_cells", "measure, day, item, segment_id", 4, chunk.len());
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (key, amount) in chunk {
                let CountKey { day, measure, item, segment_id } = key;
                query = query.bind(measure).bind(*day).bind(item.as_str()).bind(*segment_id).bind(*amount);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

fn upsert(tx: &Tx, table: &str, key: &str, columns: usize, rows: usize) -> String {
    format!(
        "INSERT INTO {table} ({key}, amount) VALUES {}
         ON CONFLICT ({key}) DO UPDATE SET amount = {table}.amount + excluded.amount",
        tx.placeholders(rows, columns + 1)
    )
}

/// A change as a row.
#[derive(FromRow)]
pub(super) struct CountRow {
    measure: Measure,
    item: String,
    day: NaiveDate,
    segment_id: Uuid,
    amount: i64,
}

impl From<CountRow> for Count {
    fn from(row: CountRow) -> Self {
        let CountRow { measure, item, day, segment_id, amount } = row;
        Self { key: CountKey { day, measure, item, segment_id }, amount }
    }
}

//! Removes rows of the tallies that count nothing any more, so that no range, group or list shows what is gone.

use sqlx::AssertSqlSafe;

use crate::storage::insight::tallies::count_columns;
use crate::storage::insight::tallies::fold::lock;
use crate::storage::insight::tallies::grain::tables;
use crate::storage::{Result, Tx, with_conn};

/// Removes them from all tables, by day and by month; the fold waits meanwhile.
pub async fn remove_empty(tx: &mut Tx) -> Result<()> {
    lock(tx).await?;
    let zeros: Vec<String> = count_columns().iter().map(|column| format!("{column} = 0")).collect();
    for table in tables() {
        let sql = format!("DELETE FROM {table} WHERE {}", zeros.join(" AND "));
        with_conn!(tx, |conn| sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected());
    }
    Ok(())
}

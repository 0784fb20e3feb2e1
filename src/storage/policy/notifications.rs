//! How many notifications came in a month, as the organisation told.

use chrono::NaiveDate;

use crate::domain::time::period::DateRange;
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

/// Stores the count of a month, of a product or (empty) of all together; true if it is another than before.
pub async fn set(tx: &mut Tx, month: NaiveDate, product: &str, number: u64) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO notifications (month, product, count) VALUES ($1, $2, $3)
             ON CONFLICT (month, product) DO UPDATE SET count = excluded.count
             WHERE notifications.count <> excluded.count",
        )
        .bind(month)
        .bind(product)
        .bind(i64::try_from(number).unwrap_or(i64::MAX))
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// The counts of the months that begin in a range: month, product and count.
pub async fn list(tx: &mut Tx, range: DateRange) -> Result<Vec<(NaiveDate, String, u64)>> {
    let rows: Vec<(NaiveDate, String, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT month, product, count FROM notifications WHERE month BETWEEN $1 AND $2 ORDER BY month, product",
        )
        .bind(range.from())
        .bind(range.to())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(month, product, number)| Ok((month, product, count("notifications.count", number)?)))
        .collect()
}

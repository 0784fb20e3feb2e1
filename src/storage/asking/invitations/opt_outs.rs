//! How many closures staff opted out.

use crate::domain::time::period::DateRange;
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

/// How many closures in the range staff opted out, by team.
pub async fn opt_outs_by_team(tx: &mut Tx, range: DateRange) -> Result<Vec<(String, u64)>> {
    let rows: Vec<(String, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT team, COUNT(*) FROM invitations JOIN segments ON segments.id = invitations.segment_id
             WHERE reason = 'opted_out' AND state = 'withheld' AND closed_on BETWEEN $1 AND $2
             GROUP BY team ORDER BY team",
        )
        .bind(range.from())
        .bind(range.to())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(|(team, opted_out)| Ok((team, count("invitations", opted_out)?))).collect()
}

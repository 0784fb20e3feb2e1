//! What became of the follow-ups of low scores, for the KPI that is better when fewer complaints are registered.

use crate::domain::policy::rewards::FollowedUp;
use crate::domain::time::period::DateRange;
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

/// The answers of 0 to 6 given in a range that count and whose follow-up was completed with an outcome, and for how many of them a
/// complaint was registered. One that was completed before outcomes were kept says nothing of that.
pub async fn followed_up(tx: &mut Tx, range: DateRange) -> Result<FollowedUp> {
    let (ended, registered): (i64, i64) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(*),
                CAST(COALESCE(SUM(CASE WHEN outcome = 'complaint_registered' THEN 1 ELSE 0 END), 0) AS BIGINT)
             FROM follow_ups JOIN responses ON responses.id = follow_ups.response_id
             WHERE score <= 6 AND answered_on BETWEEN $1 AND $2 AND responses.held_at IS NULL
                AND done_at IS NOT NULL AND outcome IS NOT NULL",
        )
        .bind(range.from())
        .bind(range.to())
        .fetch_one(conn)
        .await?
    });
    Ok(FollowedUp {
        ended: count("follow_ups", ended)?,
        registered: count("follow_ups.outcome", registered)?,
    })
}

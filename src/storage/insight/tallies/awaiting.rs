//! Which closing days have an invitation that can still be answered: their periods are provisional.
//!
//! The rule: the cost grows with the days and not with the invitations, of which a busy month leaves tens of thousands.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use crate::domain::insight::query::NpsQuery;
use crate::domain::time::period::DateRange;
use crate::storage::insight::selection::{Binds, group_column, of_segments};
use crate::storage::{Result, Tx, with_conn};

/// The condition of the index on invitations that can still be answered.
const CAN_BE_ANSWERED: &str = "state IN ('planned', 'sent')";

/// The closing days and groups of a query that have an invitation that can still be answered.
pub async fn awaiting(tx: &mut Tx, query: &NpsQuery) -> Result<BTreeSet<(NaiveDate, String)>> {
    awaiting_within(tx, query, query.days_needed()).await
}

/// The same among other days than those of the query.
pub async fn awaiting_within(
    tx: &mut Tx,
    query: &NpsQuery,
    days: DateRange,
) -> Result<BTreeSet<(NaiveDate, String)>> {
    let mut binds = Binds::new(2);
    let sql = if query.group_by.is_some() { by_group(query, &mut binds) } else { by_day(query, &mut binds) };
    let rows: Vec<(NaiveDate, String)> = with_conn!(tx, |conn| {
        let mut statement = sqlx::query_as(AssertSqlSafe(sql)).bind(days.from()).bind(days.to());
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    Ok(rows.into_iter().collect())
}

/// Steps from one closing day to the next one through the index. With filters, looks on each day for one invitation
/// that they accept.
fn by_day(query: &NpsQuery, binds: &mut Binds) -> String {
    let of = of_segments(query, "invitations", binds);
    let is_accepted = if of.and.is_empty() {
        String::new()
    } else {
        format!(
            " AND EXISTS (SELECT 1 FROM invitations WHERE {CAN_BE_ANSWERED} AND closed_on = days.day{})",
            of.and
        )
    };
    format!(
        "WITH RECURSIVE days(day) AS (
            SELECT MIN(closed_on) FROM invitations WHERE {CAN_BE_ANSWERED} AND closed_on BETWEEN $1 AND $2
            UNION ALL
            SELECT (SELECT MIN(closed_on) FROM invitations
                    WHERE {CAN_BE_ANSWERED} AND closed_on > days.day AND closed_on <= $2)
            FROM days WHERE days.day IS NOT NULL)
         SELECT day, '' FROM days WHERE day IS NOT NULL{is_accepted}"
    )
}

/// Reads each day and segment once, from the index alone.
fn by_group(query: &NpsQuery, binds: &mut Binds) -> String {
    let of = of_segments(query, "waiting", binds);
    format!(
        "SELECT DISTINCT closed_on, {} FROM (
            SELECT DISTINCT closed_on, segment_id FROM invitations
            WHERE {CAN_BE_ANSWERED} AND closed_on BETWEEN $1 AND $2) AS waiting{} WHERE TRUE{}",
        group_column(query),
        of.join,
        of.and
    )
}

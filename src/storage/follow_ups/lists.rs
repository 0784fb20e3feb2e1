//! Lists of follow-ups for the page of handlers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::follow_ups::lists::{FollowUpList, ListCounts};
use crate::domain::ids::ResponseId;
use crate::storage::engine::columns::{count, lookups, numbered};
use crate::storage::follow_ups::row::{FROM, FollowUpRow, OF_TEAM, SELECT, TEAM};
use crate::storage::{Result, Tx, with_conn};

/// Who asks for a list, and on which day.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub whose: &'a FollowUpsOf,
    /// The address in lower case.
    pub email: &'a str,
    /// The reader's own team.
    pub team: Option<&'a str>,
    pub today: NaiveDate,
}

/// At most `most` follow-ups of a list that have not ended, after the first `skipped`. The most urgent come first: those
/// that ask for contact and are overdue, then those of which one holds, then the others, each by the day on which they are due.
pub async fn list(
    tx: &mut Tx,
    reader: Reader<'_>,
    list: FollowUpList,
    skipped: u32,
    most: u32,
) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "{SELECT} WHERE {OF_TEAM} AND follow_ups.done_at IS NULL AND {}
         ORDER BY (CASE WHEN responses.contact_me THEN 1 ELSE 0 END
            + CASE WHEN follow_ups.due_on < $2 AND follow_ups.first_done_at IS NULL THEN 1 ELSE 0 END) DESC,
            follow_ups.due_on, follow_ups.opened_at, follow_ups.id LIMIT $3 OFFSET $4",
        in_list(list)
    );
    let of = match list {
        FollowUpList::Mine => Some(reader.email),
        FollowUpList::Team => reader.team,
        // Bound to no effect, so that the numbers of the placeholders do not depend on the list.
        FollowUpList::Overdue | FollowUpList::Unassigned | FollowUpList::All => Some(""),
    };
    let rows: Vec<FollowUpRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql))
            .bind(reader.whose.team())
            .bind(reader.today)
            .bind(i64::from(most))
            .bind(i64::from(skipped))
            .bind(of)
            .fetch_all(conn)
            .await?
    });
    Ok(rows.into_iter().map(FollowUp::from).collect())
}

/// The condition that a follow-up which has not ended is in a list.
fn in_list(list: FollowUpList) -> &'static str {
    match list {
        FollowUpList::Mine => "users.email = $5",
        FollowUpList::Team => "COALESCE(follow_ups.team, complaints.team) = $5",
        FollowUpList::Overdue => {
            "follow_ups.due_on < $2 AND follow_ups.first_done_at IS NULL AND CAST($5 AS TEXT) IS NOT NULL"
        }
        FollowUpList::Unassigned => "follow_ups.owner_id IS NULL AND CAST($5 AS TEXT) IS NOT NULL",
        FollowUpList::All => "CAST($5 AS TEXT) IS NOT NULL",
    }
}

/// How many follow-ups each list has.
pub async fn counts(tx: &mut Tx, reader: Reader<'_>) -> Result<ListCounts> {
    let sql = format!(
        "SELECT COUNT(CASE WHEN users.email = $2 THEN 1 END), COUNT(CASE WHEN {TEAM} = $3 THEN 1 END),
            COUNT(CASE WHEN follow_ups.due_on < $4 AND follow_ups.first_done_at IS NULL THEN 1 END),
            COUNT(CASE WHEN follow_ups.owner_id IS NULL THEN 1 END), COUNT(*)
         {FROM} LEFT JOIN users ON users.id = follow_ups.owner_id
         WHERE {OF_TEAM} AND follow_ups.done_at IS NULL"
    );
    let (mine, team, overdue, unassigned, all): (i64, i64, i64, i64, i64) = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql))
            .bind(reader.whose.team())
            .bind(reader.email)
            .bind(reader.team)
            .bind(reader.today)
            .fetch_one(conn)
            .await?
    });
    let number = |value| count("follow_ups", value);
    Ok(ListCounts {
        mine: number(mine)?,
        team: number(team)?,
        overdue: number(overdue)?,
        unassigned: number(unassigned)?,
        all: number(all)?,
    })
}

/// How many follow-ups have not ended though their day has passed.
pub async fn count_overdue(tx: &mut Tx, today: NaiveDate) -> Result<u64> {
    let overdue: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM follow_ups WHERE due_on < $1 AND done_at IS NULL AND first_done_at IS NULL",
        )
        .bind(today)
        .fetch_one(conn)
        .await?
    });
    count("follow_ups", overdue)
}

/// At most `most` follow-ups that ended at or after `since`, the latest first; those of one holder if `holder` is an
/// address.
pub async fn list_done(
    tx: &mut Tx,
    whose: &FollowUpsOf,
    holder: Option<&str>,
    since: Timestamp,
    most: u32,
) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "{SELECT} WHERE {OF_TEAM} AND follow_ups.done_at >= $2
            AND (CAST($3 AS TEXT) IS NULL OR users.email = $3)
         ORDER BY follow_ups.done_at DESC, follow_ups.id LIMIT $4"
    );
    let rows: Vec<FollowUpRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql))
            .bind(whose.team())
            .bind(since)
            .bind(holder)
            .bind(i64::from(most))
            .fetch_all(conn)
            .await?
    });
    Ok(rows.into_iter().map(FollowUp::from).collect())
}

/// How many items were rated in responses; without an entry for a response that has none.
pub async fn rated(tx: &mut Tx, responses: &[ResponseId]) -> Result<BTreeMap<ResponseId, u64>> {
    let mut found = BTreeMap::new();
    for batch in lookups(responses) {
        let sql = format!(
            "SELECT response_id, COUNT(*) FROM ratings WHERE response_id IN ({}) GROUP BY response_id",
            numbered(1, batch.len())
        );
        let rows: Vec<(ResponseId, i64)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            batch.iter().fold(query, |query, id| query.bind(*id)).fetch_all(conn).await?
        });
        for (id, items) in rows {
            found.insert(id, count("ratings", items)?);
        }
    }
    Ok(found)
}

//! Follow-ups: what staff do after a response that asks for it.
//!
//! The rule: a statement that changes who holds one names who held it before, so that of two changes at once one finds
//! nothing to change.

pub mod due;
pub mod end;
pub mod entries;
pub mod figures;
pub mod hold;
pub mod listed;
pub mod lists;
pub mod mails;
pub mod release;
mod row;

pub use end::{end, reopen};
pub use hold::{SeenHold, hand_over, set_owner, take_up};

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::ids::{FollowUpId, ResponseId};
use crate::storage::engine::columns::batches;
use crate::storage::follow_ups::row::{FollowUpRow, OF_TEAM, SELECT};
use crate::storage::{Result, Tx, with_conn};

/// Opens follow-ups, one for each response that has none.
pub async fn insert_all(
    tx: &mut Tx,
    follow_ups: &[(FollowUpId, ResponseId)],
    now: Timestamp,
    due_on: NaiveDate,
) -> Result<()> {
    for chunk in batches(follow_ups) {
        let sql = format!(
            "INSERT INTO follow_ups (id, response_id, opened_at, due_on) VALUES {}
             ON CONFLICT (response_id) DO NOTHING",
            tx.placeholders(chunk.len(), 4)
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql));
            let bound = chunk
                .iter()
                .fold(query, |query, (id, response)| query.bind(id).bind(response).bind(now).bind(due_on));
            bound.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Drops the follow-up of a response that no longer asks for one, unless staff took it up.
pub async fn delete_untouched(tx: &mut Tx, response: ResponseId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM follow_ups WHERE response_id = $1 AND taken_up_at IS NULL")
            .bind(response)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// When the follow-up of a response is due, unless it ended before, and whether staff took it up.
pub async fn find_of_response(
    tx: &mut Tx,
    response: ResponseId,
) -> Result<Option<(Option<NaiveDate>, bool)>> {
    let row: Option<(NaiveDate, Option<Timestamp>, Option<Timestamp>)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT due_on, taken_up_at, first_done_at FROM follow_ups WHERE response_id = $1")
            .bind(response)
            .fetch_optional(conn)
            .await?
    });
    Ok(row.map(|(due_on, taken_up_at, ended_at)| {
        (Some(due_on).filter(|_| ended_at.is_none()), taken_up_at.is_some())
    }))
}

/// Finds a follow-up; `None` if it belongs to another team.
pub async fn find(tx: &mut Tx, whose: &FollowUpsOf, id: FollowUpId) -> Result<Option<FollowUp>> {
    let sql = format!("{SELECT} WHERE {OF_TEAM} AND follow_ups.id = $2");
    let row: Option<FollowUpRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(whose.team()).bind(id).fetch_optional(conn).await?
    });
    Ok(row.map(FollowUp::from))
}

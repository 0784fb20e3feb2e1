//! Follow-ups: what staff do after a response that asks for it.

pub mod mails;
pub mod release;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::answering::score::Score;
use crate::domain::complaints::complaint::Reference;
use crate::domain::follow_ups::follow_up::{Done, FollowUp};
use crate::domain::ids::{FollowUpId, InvitationId, ResponseId};
use crate::storage::engine::columns::batches;
use crate::storage::{Result, StorageError, Tx, with_conn};

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

/// When the follow-up of a response is due, and whether staff took it up.
pub async fn find_of_response(tx: &mut Tx, response: ResponseId) -> Result<Option<(NaiveDate, bool)>> {
    let row: Option<(NaiveDate, Option<Timestamp>)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT due_on, taken_up_at FROM follow_ups WHERE response_id = $1")
            .bind(response)
            .fetch_optional(conn)
            .await?
    });
    Ok(row.map(|(due_on, taken_up_at)| (due_on, taken_up_at.is_some())))
}

/// Takes up a follow-up; false when it was taken up already.
pub async fn take_up(tx: &mut Tx, id: FollowUpId, now: Timestamp, by: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET taken_up_at = $2, taken_up_by = $3 WHERE id = $1 AND taken_up_at IS NULL",
        )
        .bind(id)
        .bind(now)
        .bind(by)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Ends a follow-up that was taken up; false when it was not, or has ended.
pub async fn end(tx: &mut Tx, id: FollowUpId, now: Timestamp, by: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET done_at = $2, done_by = $3
             WHERE id = $1 AND taken_up_at IS NOT NULL AND done_at IS NULL",
        )
        .bind(id)
        .bind(now)
        .bind(by)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

const SELECT: &str = "SELECT follow_ups.id, invitations.id AS invitation_id, reference, score,
    contact_me, responses.answered_at, due_on, taken_up_at, taken_up_by, done_at, done_by
    FROM follow_ups JOIN responses ON responses.id = follow_ups.response_id
    JOIN invitations ON invitations.id = responses.invitation_id
    JOIN complaints ON complaints.id = invitations.complaint_id";

/// The SQL condition that a follow-up belongs to the team bound as `$1`; true for every follow-up if that is NULL.
const OF_TEAM: &str = "(CAST($1 AS TEXT) IS NULL OR complaints.team = $1)";

/// At most `most` follow-ups that are not done, by due day.
pub async fn list_to_do(tx: &mut Tx, whose: &FollowUpsOf, most: u32) -> Result<Vec<FollowUp>> {
    let sql = format!("{SELECT} WHERE {OF_TEAM} AND done_at IS NULL ORDER BY due_on, opened_at LIMIT $2");
    let rows: Vec<FollowUpRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(whose.team()).bind(i64::from(most)).fetch_all(conn).await?
    });
    rows.into_iter().map(FollowUp::try_from).collect()
}

/// At most `most` follow-ups that were done at or after `since`, the latest first.
pub async fn list_done(
    tx: &mut Tx,
    whose: &FollowUpsOf,
    since: Timestamp,
    most: u32,
) -> Result<Vec<FollowUp>> {
    let sql = format!("{SELECT} WHERE {OF_TEAM} AND done_at >= $2 ORDER BY done_at DESC LIMIT $3");
    let rows: Vec<FollowUpRow> = with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(whose.team()).bind(since);
        query.bind(i64::from(most)).fetch_all(conn).await?
    });
    rows.into_iter().map(FollowUp::try_from).collect()
}

/// Finds a follow-up; `None` if it belongs to another team.
pub async fn find(tx: &mut Tx, whose: &FollowUpsOf, id: FollowUpId) -> Result<Option<FollowUp>> {
    let sql = format!("{SELECT} WHERE {OF_TEAM} AND follow_ups.id = $2");
    let row: Option<FollowUpRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(whose.team()).bind(id).fetch_optional(conn).await?
    });
    row.map(FollowUp::try_from).transpose()
}

#[derive(FromRow)]
struct FollowUpRow {
    id: FollowUpId,
    invitation_id: InvitationId,
    reference: Reference,
    score: Score,
    contact_me: bool,
    answered_at: Timestamp,
    due_on: NaiveDate,
    taken_up_at: Option<Timestamp>,
    taken_up_by: Option<String>,
    done_at: Option<Timestamp>,
    done_by: Option<String>,
}

impl TryFrom<FollowUpRow> for FollowUp {
    type Error = StorageError;

    fn try_from(row: FollowUpRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            invitation_id: row.invitation_id,
            reference: row.reference,
            score: row.score,
            contact_me: row.contact_me,
            answered_at: row.answered_at,
            due_on: row.due_on,
            taken_up_at: row.taken_up_at,
            taken_up_by: row.taken_up_by,
            done: row.done_at.zip(row.done_by).map(|(at, by)| Done { at, by }),
        })
    }
}

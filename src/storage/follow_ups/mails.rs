//! Which follow-ups are mailed to staff, to whom, and which mails were decided on.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::access::roles::Roles;
use crate::domain::complaints::complaint::Reference;
use crate::domain::follow_ups::handlers::{Handler, Handlers};
use crate::domain::follow_ups::mailed::MailedFollowUp;
use crate::domain::ids::{FollowUpId, UserId};
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::follow_ups::row::FROM;
use crate::storage::{Result, Tx, with_conn};

/// The columns of a [`MailedRow`].
pub(super) const MAILED: &str = "follow_ups.id, complaints.reference, follow_ups.due_on, follow_ups.owner_id,
    COALESCE(follow_ups.team, complaints.team) AS team, responses.contact_me,
    follow_ups.first_done_at IS NOT NULL AS was_done";

/// A follow-up; `None` if it has ended.
pub async fn find_open(tx: &mut Tx, id: FollowUpId) -> Result<Option<MailedFollowUp>> {
    let sql = format!("SELECT {MAILED} {FROM} WHERE follow_ups.done_at IS NULL AND follow_ups.id = $1");
    let row: Option<MailedRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await?);
    Ok(row.map(MailedFollowUp::from))
}

/// Those whose customers want contact, that no mail was queued about and that are not overdue.
pub async fn to_announce(tx: &mut Tx, today: NaiveDate) -> Result<Vec<MailedFollowUp>> {
    let sql = format!(
        "SELECT {MAILED} {FROM} WHERE follow_ups.done_at IS NULL AND responses.contact_me
            AND follow_ups.announced_at IS NULL AND follow_ups.due_on >= $1
         ORDER BY follow_ups.due_on, follow_ups.opened_at, follow_ups.id"
    );
    let rows: Vec<MailedRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(today).fetch_all(conn).await?);
    Ok(rows.into_iter().map(MailedFollowUp::from).collect())
}

/// Records that mails about a follow-up are queued; false if they were before.
pub async fn set_announced(tx: &mut Tx, id: FollowUpId, now: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE follow_ups SET announced_at = $2 WHERE id = $1 AND announced_at IS NULL")
            .bind(id)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Has follow-ups announced anew to who handles them now, if their customers want contact. What was queued about them is deleted, and
/// no row of it is used again: a mail has the identifier of its row.
pub async fn announce_anew(tx: &mut Tx, ids: &[FollowUpId]) -> Result<()> {
    for batch in lookups(ids) {
        let listed = numbered(1, batch.len());
        for sql in [
            format!("UPDATE follow_ups SET announced_at = NULL WHERE id IN ({listed})"),
            format!("DELETE FROM staff_mails WHERE follow_up_id IN ({listed})"),
        ] {
            with_conn!(tx, |conn| {
                let query = sqlx::query(AssertSqlSafe(sql));
                let bound = batch.iter().fold(query, |query, id| query.bind(*id));
                bound.execute(conn).await?.rows_affected()
            });
        }
    }
    Ok(())
}

/// All enabled users who may handle follow-ups, by address.
pub async fn handlers(tx: &mut Tx) -> Result<Handlers> {
    let users: Vec<(UserId, Roles, Option<String>)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT id, roles, team FROM users WHERE disabled_at IS NULL ORDER BY email")
            .fetch_all(conn)
            .await?
    });
    let handlers = users.into_iter().filter_map(|(id, roles, team)| Handler::new(id, &roles, team));
    Ok(Handlers(handlers.collect()))
}

/// The enabled users who want the daily mail, and for whom that of this day is not decided on yet, by address.
pub async fn undecided(tx: &mut Tx, day: NaiveDate) -> Result<Vec<UserId>> {
    let users: Vec<UserId> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT id FROM users
             WHERE wants_due_follow_ups AND disabled_at IS NULL AND NOT EXISTS
                (SELECT 1 FROM follow_up_mails WHERE follow_up_mails.user_id = users.id AND day = $1)
             ORDER BY email",
        )
        .bind(day)
        .fetch_all(conn)
        .await?
    });
    Ok(users)
}

/// Records that a user's mail of a day is decided on; false if it was before.
pub async fn decide(tx: &mut Tx, user: UserId, day: NaiveDate, now: Timestamp) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO follow_up_mails (user_id, day, queued_at) VALUES ($1, $2, $3)
             ON CONFLICT (user_id, day) DO NOTHING",
        )
        .bind(user)
        .bind(day)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Deletes what was recorded of the days before this one.
pub async fn delete_decided_before(tx: &mut Tx, day: NaiveDate) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM follow_up_mails WHERE day < $1")
            .bind(day)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

#[derive(FromRow)]
pub(super) struct MailedRow {
    id: FollowUpId,
    reference: Reference,
    due_on: NaiveDate,
    owner_id: Option<UserId>,
    team: Option<String>,
    contact_me: bool,
    was_done: bool,
}

impl From<MailedRow> for MailedFollowUp {
    fn from(row: MailedRow) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            due_on: row.due_on,
            owner: row.owner_id,
            team: row.team,
            contact_me: row.contact_me,
            was_done: row.was_done,
        }
    }
}

//! State transitions of an invitation, each only from a state that allows it; one that comes too late changes nothing
//! and its result says so. A transition into or out of an ending without an answer changes the counts in the same
//! transaction.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::asking::invitation::{Ended, ReasonedState, State, WithdrawnReason, WithheldReason};
use crate::domain::ids::InvitationId;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::insight::counts;
use crate::storage::insight::counts::Count;
use crate::storage::{Result, Tx, with_conn};

/// The SQL condition that [`State::successors`] of the invitation's state include `state`.
fn may_become(state: State) -> String {
    let before: Vec<String> = state.predecessors().map(|before| format!("'{before}'")).collect();
    format!("state IN ({})", before.join(", "))
}

/// Withdraws an invitation, if its state allows it.
pub async fn withdraw(tx: &mut Tx, id: InvitationId, reason: WithdrawnReason) -> Result<bool> {
    let sql = format!(
        "UPDATE invitations SET state = 'withdrawn', reason = $2 WHERE id = $1 AND {} RETURNING *",
        may_become(State::Withdrawn)
    );
    let ended: Option<StoredInvitation> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(id).bind(reason).fetch_optional(conn).await?
    });
    count_ended(tx, ended).await
}

/// Withholds a planned invitation at the moment of sending.
pub async fn withhold(tx: &mut Tx, id: InvitationId, reason: WithheldReason) -> Result<bool> {
    let sql = format!(
        "UPDATE invitations SET state = 'withheld', reason = $2, due_at = NULL WHERE id = $1 AND {} RETURNING *",
        may_become(State::Withheld)
    );
    let ended: Option<StoredInvitation> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(id).bind(reason).fetch_optional(conn).await?
    });
    count_ended(tx, ended).await
}

/// Records that the mail cannot be delivered.
pub async fn mark_undeliverable(tx: &mut Tx, id: InvitationId) -> Result<bool> {
    let sql = format!(
        "UPDATE invitations SET state = 'undeliverable' WHERE id = $1 AND {} RETURNING *",
        may_become(State::Undeliverable)
    );
    let ended: Option<StoredInvitation> =
        with_conn!(tx, |conn| { sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await? });
    count_ended(tx, ended).await
}

/// Appends the change of the counts of an ending that was just written; false when none was.
async fn count_ended(tx: &mut Tx, row: Option<StoredInvitation>) -> Result<bool> {
    let Some(row) = row else { return Ok(false) };
    counts::append(tx, row.ending().as_slice()).await?;
    Ok(true)
}

/// Undoes the change of the counts of an invitation that is no longer undeliverable.
async fn uncount_undeliverable(tx: &mut Tx, invitation: &StoredInvitation) -> Result<()> {
    let before = StoredInvitation { standing: ReasonedState::Undeliverable, ..invitation.clone() };
    let change = before.ending().map(Count::undone);
    counts::append(tx, change.as_slice()).await
}

/// Marks invitations as answered and returns those that were marked; one that cannot be answered (any more) is absent.
///
/// One statement checks and marks, so of two concurrent answers only one gets the invitation. `sent_at` is unchanged.
pub async fn answer(
    tx: &mut Tx,
    ids: &BTreeSet<InvitationId>,
    now: Timestamp,
) -> Result<BTreeMap<InvitationId, StoredInvitation>> {
    let mut answered = answer_in(tx, "state IN ('planned', 'sent')", ids.iter().copied(), now).await?;
    let others: Vec<_> = ids.iter().copied().filter(|id| !answered.contains_key(id)).collect();
    let undeliverable = answer_in(tx, "state = 'undeliverable'", others.into_iter(), now).await?;
    for invitation in undeliverable.values() {
        uncount_undeliverable(tx, invitation).await?;
    }
    answered.extend(undeliverable);
    Ok(answered)
}

/// Marks those that meet the SQL condition `state` and have not expired.
async fn answer_in(
    tx: &mut Tx,
    state: &str,
    ids: impl Iterator<Item = InvitationId>,
    now: Timestamp,
) -> Result<BTreeMap<InvitationId, StoredInvitation>> {
    let ids: Vec<InvitationId> = ids.collect();
    let mut answered = BTreeMap::new();
    for chunk in lookups(&ids) {
        let sql = format!(
            "UPDATE invitations SET state = 'answered', answered_at = $1
             WHERE {state} AND (expires_at IS NULL OR expires_at > $1) AND id IN ({}) RETURNING *",
            numbered(2, chunk.len())
        );
        let rows: Vec<StoredInvitation> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(now);
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        for row in rows {
            answered.insert(row.id, row);
        }
    }
    Ok(answered)
}

/// Sets `sent_at` if it is unset: an answer proves that the mail arrived, even if no acceptance was recorded.
pub async fn presume_sent(tx: &mut Tx, id: InvitationId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE invitations SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL")
            .bind(id)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Expires the invitations whose time is over; returns how many.
pub async fn expire(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    let expired: Vec<(NaiveDate, Uuid, bool)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "UPDATE invitations SET state = 'expired' WHERE state = 'sent' AND expires_at <= $1
             RETURNING closed_on, segment_id, reminders > 0",
        )
        .bind(now)
        .fetch_all(conn)
        .await?
    });
    let change = |&(closed_on, segment_id, is_reminded)| {
        Count::ended(Ended::Expired, is_reminded, closed_on, segment_id)
    };
    let changes: Vec<Count> = expired.iter().map(change).collect();
    counts::append(tx, &changes).await?;
    Ok(expired.len() as u64)
}

/// An invitation whose first mail was accepted, with the day and segment under which it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    pub id: InvitationId,
    pub closed_on: NaiveDate,
    pub segment_id: Uuid,
}

/// What the acceptance of a first mail sets, the same for all of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub at: Timestamp,
    /// When the links expire, unless that is set already.
    pub expires_at: Option<Timestamp>,
    pub reminder_due_at: Option<Timestamp>,
}

/// Records that first mails were accepted; returns the invitations that were still `planned`.
pub async fn mark_sent(tx: &mut Tx, ids: &[InvitationId], accepted: Accepted) -> Result<Vec<Invited>> {
    mark_accepted(tx, "state = 'sent', sent_at = $1", "state = 'planned'", ids, accepted).await
}

/// Records that the mails of invitations that are no longer `planned` were accepted all the same; returns those that
/// had no `sent_at` yet.
pub async fn mark_mailed(tx: &mut Tx, ids: &[InvitationId], accepted: Accepted) -> Result<Vec<Invited>> {
    let unreminded = Accepted { reminder_due_at: None, ..accepted };
    mark_accepted(tx, "sent_at = $1", "sent_at IS NULL", ids, unreminded).await
}

async fn mark_accepted(
    tx: &mut Tx,
    change: &str,
    condition: &str,
    ids: &[InvitationId],
    accepted: Accepted,
) -> Result<Vec<Invited>> {
    let mut marked = Vec::new();
    for chunk in lookups(ids) {
        let sql = format!(
            "UPDATE invitations SET {change}, expires_at = COALESCE(expires_at, $2), reminder_due_at = $3
             WHERE {condition} AND id IN ({}) RETURNING id, closed_on, segment_id",
            numbered(4, chunk.len())
        );
        let rows: Vec<(InvitationId, NaiveDate, Uuid)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql))
                .bind(accepted.at)
                .bind(accepted.expires_at)
                .bind(accepted.reminder_due_at);
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        let invited = |(id, closed_on, segment_id)| Invited { id, closed_on, segment_id };
        marked.extend(rows.into_iter().map(invited));
    }
    Ok(marked)
}

/// Takes back a mistaken bounce: the invitation is `sent` again, with its next reminder due at `reminder_due_at`.
pub async fn restore_sent(tx: &mut Tx, id: InvitationId, reminder_due_at: Option<Timestamp>) -> Result<bool> {
    let restored: Option<StoredInvitation> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "UPDATE invitations SET state = 'sent', reminder_due_at = $2
             WHERE id = $1 AND state = 'undeliverable' AND sent_at IS NOT NULL RETURNING *",
        )
        .bind(id)
        .bind(reminder_due_at)
        .fetch_optional(conn)
        .await?
    });
    let Some(row) = restored else { return Ok(false) };
    uncount_undeliverable(tx, &row).await?;
    Ok(true)
}

/// Plans again an undeliverable invitation that was never sent; its time for answering restarts.
pub async fn plan_again(tx: &mut Tx, id: InvitationId, due_at: Timestamp) -> Result<bool> {
    let planned: Option<StoredInvitation> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "UPDATE invitations SET state = 'planned', due_at = $2, expires_at = NULL
             WHERE id = $1 AND state = 'undeliverable' AND sent_at IS NULL AND recipient_address IS NOT NULL
             RETURNING *",
        )
        .bind(id)
        .bind(due_at)
        .fetch_optional(conn)
        .await?
    });
    let Some(row) = planned else { return Ok(false) };
    uncount_undeliverable(tx, &row).await?;
    Ok(true)
}

//! The moves of an invitation from one state to another, each only from a state that allows it; a move that comes too
//! late changes nothing and says so. A move into an ending or out of one counts in the tallies in the same transaction.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::asking::invitation::{Ended, Standing, State, WithdrawnReason, WithheldReason};
use crate::domain::ids::InvitationId;
use crate::storage::asking::invitations::{Row, StoredInvitation};
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::{Change, What};
use crate::storage::{Result, Tx, with_conn};

/// The condition that an invitation stands where [`State::successors`] lets it become this.
fn may_become(state: State) -> String {
    let before: Vec<String> = state.predecessors().map(|before| format!("'{before}'")).collect();
    format!("state IN ({})", before.join(", "))
}

/// Takes an invitation back, if its state allows it.
pub async fn withdraw(tx: &mut Tx, id: InvitationId, reason: WithdrawnReason) -> Result<bool> {
    let sql = format!(
        "UPDATE invitations SET state = 'withdrawn', reason = $2 WHERE id = $1 AND {} RETURNING *",
        may_become(State::Withdrawn)
    );
    let ended: Option<Row> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(id.0).bind(reason.name()).fetch_optional(conn).await?
    });
    count_ended(tx, ended).await
}

/// Withholds a planned invitation at the moment of sending.
pub async fn withhold(tx: &mut Tx, id: InvitationId, reason: WithheldReason) -> Result<bool> {
    let sql = format!(
        "UPDATE invitations SET state = 'withheld', reason = $2, due_at = NULL WHERE id = $1 AND {} RETURNING *",
        may_become(State::Withheld)
    );
    let ended: Option<Row> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(id.0).bind(reason.name()).fetch_optional(conn).await?
    });
    count_ended(tx, ended).await
}

/// Records that the mail cannot be delivered.
pub async fn mark_undeliverable(tx: &mut Tx, id: InvitationId) -> Result<bool> {
    let sql = format!(
        "UPDATE invitations SET state = 'undeliverable' WHERE id = $1 AND {} RETURNING *",
        may_become(State::Undeliverable)
    );
    let ended: Option<Row> =
        with_conn!(tx, |conn| { sqlx::query_as(AssertSqlSafe(sql)).bind(id.0).fetch_optional(conn).await? });
    count_ended(tx, ended).await
}

/// Counts the ending that was just written, if it was.
async fn count_ended(tx: &mut Tx, row: Option<Row>) -> Result<bool> {
    let Some(row) = row else { return Ok(false) };
    tallies::append(tx, StoredInvitation::try_from(row)?.ending().as_slice()).await?;
    Ok(true)
}

/// What could not be delivered is no longer ended so.
async fn uncount_undeliverable(tx: &mut Tx, invitation: &StoredInvitation) -> Result<()> {
    let before = StoredInvitation { standing: Standing::Undeliverable, ..invitation.clone() };
    let change = before.ending().map(Change::undone);
    tallies::append(tx, change.as_slice()).await
}

/// Marks invitations as answered, and returns those that were; those that cannot be answered (any more) are missing.
///
/// One statement checks and marks, so of two answers that come at once one gets none. `sent_at` is as it was.
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

/// Marks those that are in such a state.
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
        let rows: Vec<Row> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(now);
            chunk.iter().fold(query, |query, id| query.bind(id.0)).fetch_all(conn).await?
        });
        for row in rows {
            answered.insert(InvitationId(row.id), StoredInvitation::try_from(row)?);
        }
    }
    Ok(answered)
}

/// An answer proves that the mail arrived, also where nobody told us that it was accepted.
pub async fn presume_sent(tx: &mut Tx, id: InvitationId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE invitations SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL")
            .bind(id.0)
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
        Change::one(What::Ended { ended: Ended::Expired, is_reminded }, closed_on, segment_id)
    };
    let changes: Vec<Change> = expired.iter().map(change).collect();
    tallies::append(tx, &changes).await?;
    Ok(expired.len() as u64)
}

/// An invitation whose first mail was accepted, and where it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    pub id: InvitationId,
    pub closed_on: NaiveDate,
    pub segment_id: Uuid,
}

/// What the first mail brings with it, the same for those that were claimed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub at: Timestamp,
    /// When the links end, unless that is fixed already.
    pub expires_at: Option<Timestamp>,
    pub reminder_due_at: Option<Timestamp>,
}

/// Records that the first mails were accepted; returns those that had not moved on.
pub async fn mark_sent(tx: &mut Tx, ids: &[InvitationId], accepted: Accepted) -> Result<Vec<Invited>> {
    mark_accepted(tx, "state = 'sent', sent_at = $1", "state = 'planned'", ids, accepted).await
}

/// Records of invitations that had moved on that their mail was accepted all the same; returns those of which it was not
/// known.
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
        let rows: Vec<(Uuid, NaiveDate, Uuid)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql))
                .bind(accepted.at)
                .bind(accepted.expires_at)
                .bind(accepted.reminder_due_at);
            chunk.iter().fold(query, |query, id| query.bind(id.0)).fetch_all(conn).await?
        });
        let invited = |(id, closed_on, segment_id)| Invited { id: InvitationId(id), closed_on, segment_id };
        marked.extend(rows.into_iter().map(invited));
    }
    Ok(marked)
}

/// The bounce was a mistake: what was sent counts as sent again, with its next reminder then.
pub async fn restore_sent(tx: &mut Tx, id: InvitationId, reminder_due_at: Option<Timestamp>) -> Result<bool> {
    let restored: Option<Row> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "UPDATE invitations SET state = 'sent', reminder_due_at = $2
             WHERE id = $1 AND state = 'undeliverable' AND sent_at IS NOT NULL RETURNING *",
        )
        .bind(id.0)
        .bind(reminder_due_at)
        .fetch_optional(conn)
        .await?
    });
    let Some(row) = restored else { return Ok(false) };
    uncount_undeliverable(tx, &row.try_into()?).await?;
    Ok(true)
}

/// Plans an invitation anew whose mail could not be delivered; its time for answering begins again.
pub async fn plan_again(tx: &mut Tx, id: InvitationId, due_at: Timestamp) -> Result<bool> {
    let planned: Option<Row> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "UPDATE invitations SET state = 'planned', due_at = $2, expires_at = NULL
             WHERE id = $1 AND state = 'undeliverable' AND sent_at IS NULL AND recipient_address IS NOT NULL
             RETURNING *",
        )
        .bind(id.0)
        .bind(due_at)
        .fetch_optional(conn)
        .await?
    });
    let Some(row) = planned else { return Ok(false) };
    uncount_undeliverable(tx, &row.try_into()?).await?;
    Ok(true)
}

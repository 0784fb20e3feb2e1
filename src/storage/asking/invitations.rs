//! Invitations: one row for each closure, asked or withheld.

mod linked;
mod mailing;
mod moves;
mod opt_outs;
mod reminders;

pub use linked::{find_by_link, find_by_links};
pub use mailing::{MailedAddress, find_all, fix_expiry, mailed, shared_addresses, take_turns};
pub use moves::{
    Accepted, Invited, answer, expire, mark_mailed, mark_sent, mark_undeliverable, plan_again, presume_sent,
    restore_sent, withdraw, withhold,
};
pub use opt_outs::opt_outs_by_team;
pub use reminders::{count_reminders, due_reminders, next_reminder_due, plan_reminders, planned_reminders};

use chrono::NaiveDate;
use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::asking::invitation::{Ended, ReasonedState, State};
use crate::domain::ids::{ComplaintId, InvitationId};
use crate::domain::named::UnknownName;
use crate::storage::insight::counts;
use crate::storage::insight::counts::Count;
use crate::storage::{Result, Tx, with_conn};

/// An invitation in the database.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredInvitation {
    pub id: InvitationId,
    pub complaint_id: ComplaintId,
    #[sqlx(try_from = "i64")]
    pub closure: u32,
    #[sqlx(flatten, try_from = "StandingColumns")]
    pub standing: ReasonedState,
    pub reported_at: Timestamp,
    pub closed_at: Timestamp,
    pub closed_on: NaiveDate,
    pub due_at: Option<Timestamp>,
    pub recipient_address: Option<String>,
    pub recipient_name: Option<String>,
    /// A keyed hash; stays when the address itself is removed.
    pub address_hash: Option<Vec<u8>>,
    pub language: String,
    pub mode: String,
    pub questionnaire: String,
    pub segment_id: Uuid,
    /// Drawn at random when the complaint closed: not asked even if nothing else prevents it.
    pub is_holdout: bool,
    pub sent_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub answered_at: Option<Timestamp>,
    /// Reminders that were accepted.
    #[sqlx(try_from = "i64")]
    pub reminders: u32,
    /// When the next reminder is due, in state `sent`.
    pub reminder_due_at: Option<Timestamp>,
}

impl StoredInvitation {
    /// The change of the counts if the invitation ended without an answer.
    fn ending(&self) -> Option<Count> {
        let ended = Ended::of(self.standing)?;
        Some(Count::ended(ended, self.reminders > 0, self.closed_on, self.segment_id))
    }
}

/// Inserts an invitation.
pub async fn insert(tx: &mut Tx, invitation: &StoredInvitation) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on,
                due_at, recipient_address, recipient_name, language, mode, questionnaire, segment_id, sent_at,
                expires_at, answered_at, address_hash, is_holdout, reminders,
                reminder_due_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
        )
        .bind(invitation.id)
        .bind(invitation.complaint_id)
        .bind(i64::from(invitation.closure))
        .bind(invitation.standing.state().name())
        .bind(invitation.standing.reason())
        .bind(invitation.reported_at)
        .bind(invitation.closed_at)
        .bind(invitation.closed_on)
        .bind(invitation.due_at)
        .bind(invitation.recipient_address.as_deref())
        .bind(invitation.recipient_name.as_deref())
        .bind(&invitation.language)
        .bind(&invitation.mode)
        .bind(&invitation.questionnaire)
        .bind(invitation.segment_id)
        .bind(invitation.sent_at)
        .bind(invitation.expires_at)
        .bind(invitation.answered_at)
        .bind(invitation.address_hash.as_deref())
        .bind(invitation.is_holdout)
        .bind(i64::from(invitation.reminders))
        .bind(invitation.reminder_due_at)
        .execute(conn)
        .await?.rows_affected()
    });
    counts::append(tx, invitation.ending().as_slice()).await
}

/// Stores a new plan for an invitation that is still in the state of `before`, either `planned` or `withheld`; false
/// when it is not.
pub async fn replan(tx: &mut Tx, before: &StoredInvitation, invitation: &StoredInvitation) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE invitations SET state = $2, reason = $3, closed_at = $4, closed_on = $5, due_at = $6,
                recipient_address = $7, recipient_name = $8, language = $9, address_hash = $10
             WHERE id = $1 AND state IN ('planned', 'withheld') AND state = $11",
        )
        .bind(invitation.id)
        .bind(invitation.standing.state().name())
        .bind(invitation.standing.reason())
        .bind(invitation.closed_at)
        .bind(invitation.closed_on)
        .bind(invitation.due_at)
        .bind(invitation.recipient_address.as_deref())
        .bind(invitation.recipient_name.as_deref())
        .bind(&invitation.language)
        .bind(invitation.address_hash.as_deref())
        .bind(before.standing.state().name())
        .execute(conn)
        .await?
        .rows_affected()
    });
    if changed == 1 {
        let off = before.ending().map(Count::undone);
        let changes: Vec<Count> = off.into_iter().chain(invitation.ending()).collect();
        counts::append(tx, &changes).await?;
    }
    Ok(changed == 1)
}

/// The invitation of a complaint's latest closure.
pub async fn find_latest(tx: &mut Tx, complaint: ComplaintId) -> Result<Option<StoredInvitation>> {
    let row: Option<StoredInvitation> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM invitations WHERE complaint_id = $1 ORDER BY closure DESC LIMIT 1")
            .bind(complaint)
            .fetch_optional(conn)
            .await?
    });
    Ok(row)
}

/// The invitations of all closures of a complaint, first closure first.
pub async fn list(tx: &mut Tx, complaint: ComplaintId) -> Result<Vec<StoredInvitation>> {
    let rows: Vec<StoredInvitation> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM invitations WHERE complaint_id = $1 ORDER BY closure")
            .bind(complaint)
            .fetch_all(conn)
            .await?
    });
    Ok(rows)
}

/// Finds an invitation by identifier.
pub async fn find(tx: &mut Tx, id: InvitationId) -> Result<Option<StoredInvitation>> {
    let row: Option<StoredInvitation> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM invitations WHERE id = $1").bind(id).fetch_optional(conn).await?
    });
    Ok(row)
}

/// Finds an invitation and locks its row until the transaction ends.
pub async fn lock(tx: &mut Tx, id: InvitationId) -> Result<Option<StoredInvitation>> {
    // An update to the same value takes the row lock on PostgreSQL; SQLite has its one writer anyway.
    let row: Option<StoredInvitation> = with_conn!(tx, |conn| {
        sqlx::query_as("UPDATE invitations SET state = state WHERE id = $1 RETURNING *")
            .bind(id)
            .fetch_optional(conn)
            .await?
    });
    Ok(row)
}

/// Removes names and addresses from invitations that reached a final state, with any follow-up done, up to `before`;
/// returns from how many.
pub async fn forget_contacts(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE invitations SET recipient_address = NULL, recipient_name = NULL
             WHERE recipient_address IS NOT NULL AND reported_at <= $1 AND (
                (state = 'answered' AND answered_at <= $1)
                OR (state IN ('expired', 'undeliverable') AND COALESCE(expires_at, reported_at) <= $1)
                OR state IN ('withheld', 'withdrawn'))
                AND NOT EXISTS (SELECT 1 FROM responses JOIN follow_ups ON follow_ups.response_id = responses.id
                                WHERE responses.invitation_id = invitations.id
                                    AND (done_at IS NULL OR done_at > $1))",
        )
        .bind(before)
        .execute(conn)
        .await?
        .rows_affected()
    }))
}

/// The columns of a [`ReasonedState`].
#[derive(FromRow)]
struct StandingColumns {
    state: State,
    reason: Option<String>,
}

impl TryFrom<StandingColumns> for ReasonedState {
    type Error = UnknownName;

    fn try_from(columns: StandingColumns) -> std::result::Result<Self, UnknownName> {
        Self::new(columns.state, columns.reason.as_deref())
    }
}

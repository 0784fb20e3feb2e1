//! A follow-up as a row, with what is known of its complaint and of who holds it.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::answering::score::Score;
use crate::domain::complaints::complaint::Reference;
use crate::domain::follow_ups::follow_up::{Done, FollowUp, Holder};
use crate::domain::follow_ups::outcome::{Ending, FollowUpOutcome};
use crate::domain::ids::{FollowUpId, InvitationId, ResponseId, UserId};

/// The tables of a follow-up.
pub(super) const FROM: &str = "FROM follow_ups JOIN responses ON responses.id = follow_ups.response_id
    JOIN invitations ON invitations.id = responses.invitation_id
    JOIN complaints ON complaints.id = invitations.complaint_id";

/// The columns of a [`FollowUpRow`], and the tables that they come from.
pub(super) const SELECT: &str =
    "SELECT follow_ups.id, invitations.id AS invitation_id, responses.id AS response_id,
    complaints.reference, responses.score, responses.contact_me, responses.answered_at, responses.closed_on,
    invitations.questionnaire, complaints.product, complaints.team AS complaint_team,
    follow_ups.team AS handed_to, follow_ups.opened_at, follow_ups.due_on, follow_ups.taken_up_at,
    follow_ups.taken_up_by, follow_ups.owner_id, users.email AS owner_email, follow_ups.first_done_at,
    follow_ups.done_at, follow_ups.done_by, follow_ups.outcome, follow_ups.registered_reference,
    follow_ups.dropped_reason
    FROM follow_ups JOIN responses ON responses.id = follow_ups.response_id
    JOIN invitations ON invitations.id = responses.invitation_id
    JOIN complaints ON complaints.id = invitations.complaint_id
    LEFT JOIN users ON users.id = follow_ups.owner_id";

/// The team that a follow-up belongs to.
pub(super) const TEAM: &str = "COALESCE(follow_ups.team, complaints.team)";

/// The SQL condition that a follow-up belongs to the team bound as `$1`; true for every follow-up if that is NULL.
pub(super) const OF_TEAM: &str =
    "(CAST($1 AS TEXT) IS NULL OR COALESCE(follow_ups.team, complaints.team) = $1)";

#[derive(FromRow)]
pub(super) struct FollowUpRow {
    id: FollowUpId,
    invitation_id: InvitationId,
    response_id: ResponseId,
    reference: Reference,
    score: Score,
    contact_me: bool,
    answered_at: Timestamp,
    closed_on: NaiveDate,
    questionnaire: String,
    product: Option<String>,
    complaint_team: Option<String>,
    handed_to: Option<String>,
    opened_at: Timestamp,
    due_on: NaiveDate,
    taken_up_at: Option<Timestamp>,
    taken_up_by: Option<String>,
    owner_id: Option<UserId>,
    owner_email: Option<String>,
    first_done_at: Option<Timestamp>,
    done_at: Option<Timestamp>,
    done_by: Option<String>,
    outcome: Option<FollowUpOutcome>,
    registered_reference: Option<Reference>,
    dropped_reason: Option<String>,
}

impl From<FollowUpRow> for FollowUp {
    fn from(row: FollowUpRow) -> Self {
        let ending = match row.dropped_reason {
            Some(reason) => Ending::Dropped { reason },
            None => Ending::Done { outcome: row.outcome, registered: row.registered_reference },
        };
        Self {
            id: row.id,
            invitation_id: row.invitation_id,
            response_id: row.response_id,
            reference: row.reference,
            score: row.score,
            contact_me: row.contact_me,
            answered_at: row.answered_at,
            closed_on: row.closed_on,
            questionnaire: row.questionnaire,
            product: row.product,
            complaint_team: row.complaint_team,
            handed_to: row.handed_to,
            opened_at: row.opened_at,
            due_on: row.due_on,
            taken_up_at: row.taken_up_at,
            taken_up_by: row.taken_up_by,
            owner: row.owner_id.zip(row.owner_email).map(|(id, email)| Holder { id, email }),
            first_done_at: row.first_done_at,
            done: row.done_at.zip(row.done_by).map(|(at, by)| Done { at, by, ending }),
        }
    }
}

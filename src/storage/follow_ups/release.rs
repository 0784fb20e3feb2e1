//! Taking follow-ups from a user who may not handle them any more.
//!
//! The rule: who handles a follow-up from then on is told anew of a customer who wants contact.

use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::ids::{ComplaintId, FollowUpId, UserId};
use crate::storage::follow_ups::mails::announce_anew;
use crate::storage::{Result, Tx, with_conn};

/// Leaves the open follow-ups that a user holds and does not see to their teams; returns them. `None` sees none. That they
/// were taken up stays: their answers were read. Their teams are mailed anew if the customer wants contact.
pub async fn release_unseen(
    tx: &mut Tx,
    user: UserId,
    sees: Option<&FollowUpsOf>,
) -> Result<Vec<FollowUpId>> {
    let seen_team = match sees {
        Some(FollowUpsOf::All) => return Ok(Vec::new()),
        Some(FollowUpsOf::Team(team)) => Some(team.as_str()),
        None => None,
    };
    let released: Vec<FollowUpId> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "UPDATE follow_ups SET owner_id = NULL
             WHERE owner_id = $1 AND done_at IS NULL AND id NOT IN (
                SELECT follow_ups.id FROM follow_ups JOIN responses ON responses.id = follow_ups.response_id
                JOIN invitations ON invitations.id = responses.invitation_id
                JOIN complaints ON complaints.id = invitations.complaint_id
                WHERE owner_id = $1 AND done_at IS NULL
                    AND COALESCE(follow_ups.team, complaints.team) = CAST($2 AS TEXT))
             RETURNING id",
        )
        .bind(user)
        .bind(seen_team)
        .fetch_all(conn)
        .await?
    });
    announce_anew(tx, &released).await?;
    Ok(released)
}

/// The open follow-ups of a complaint that its own team has, with who holds each.
pub async fn of_own_team(tx: &mut Tx, complaint: ComplaintId) -> Result<Vec<(FollowUpId, Option<UserId>)>> {
    let found: Vec<(FollowUpId, Option<UserId>)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT follow_ups.id, follow_ups.owner_id
             FROM follow_ups JOIN responses ON responses.id = follow_ups.response_id
             JOIN invitations ON invitations.id = responses.invitation_id
             WHERE invitations.complaint_id = $1 AND follow_ups.done_at IS NULL AND follow_ups.team IS NULL
             ORDER BY follow_ups.id",
        )
        .bind(complaint)
        .fetch_all(conn)
        .await?
    });
    Ok(found)
}

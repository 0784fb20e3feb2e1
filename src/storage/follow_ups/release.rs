//! Taking follow-ups from a user who may not handle them any more.

use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::ids::{FollowUpId, UserId};
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
            "UPDATE follow_ups SET owner_id = NULL, announced_at = NULL
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
    Ok(released)
}

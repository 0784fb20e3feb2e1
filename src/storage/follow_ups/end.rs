//! The end of a follow-up, and opening it again.

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::follow_ups::outcome::Ending;
use crate::domain::ids::FollowUpId;
use crate::storage::{Result, Tx, with_conn};

/// Ends a follow-up that was taken up and that the user with this address (in lower case) holds; false when it was not
/// taken up, another holds it, or it has ended.
pub async fn end(tx: &mut Tx, id: FollowUpId, now: Timestamp, by: &str, ending: &Ending) -> Result<bool> {
    let (outcome, registered, reason) = match ending {
        Ending::Done { outcome, registered } => {
            (outcome.map(|outcome| outcome.name()), registered.as_ref().map(Reference::as_str), None)
        }
        Ending::Dropped { reason } => (None, None, Some(reason.as_str())),
    };
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET done_at = $2, done_by = $3, first_done_at = COALESCE(first_done_at, $2),
                outcome = $4, registered_reference = $5, dropped_reason = $6
             WHERE id = $1 AND taken_up_at IS NOT NULL AND done_at IS NULL
                AND owner_id IS NOT DISTINCT FROM (SELECT users.id FROM users WHERE users.email = $3)",
        )
        .bind(id)
        .bind(now)
        .bind(by)
        .bind(outcome)
        .bind(registered)
        .bind(reason)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Opens a follow-up that ended at `seen`, held by the user with this address (in lower case) from then on; false when it has not
/// ended, or ended anew since. When it ended for the first time is kept.
pub async fn reopen(tx: &mut Tx, id: FollowUpId, seen: Timestamp, by: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET done_at = NULL, done_by = NULL, outcome = NULL, registered_reference = NULL,
                dropped_reason = NULL, owner_id = (SELECT users.id FROM users WHERE users.email = $2)
             WHERE id = $1 AND done_at = $3",
        )
        .bind(id)
        .bind(by)
        .bind(seen)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

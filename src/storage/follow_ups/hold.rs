//! Who holds a follow-up.
//!
//! The rule: each statement names the owner and the team that the caller has seen. PostgreSQL looks at them again in the row for which
//! it has waited.

use crate::domain::Timestamp;
use crate::domain::ids::{FollowUpId, UserId};
use crate::storage::follow_ups::mails::announce_anew;
use crate::storage::{Result, Tx, with_conn};

/// Gives a follow-up to the user with this address (in lower case) who takes it up; false when another holds it, this user
/// took it up before, it was handed over to another team than `seen_team`, or it has ended. The first taking up is kept.
pub async fn take_up(
    tx: &mut Tx,
    id: FollowUpId,
    seen_team: Option<&str>,
    now: Timestamp,
    by: &str,
) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET taken_up_at = COALESCE(taken_up_at, $2), taken_up_by = COALESCE(taken_up_by, $3),
                owner_id = (SELECT users.id FROM users WHERE users.email = $3)
             WHERE id = $1 AND done_at IS NULL AND team IS NOT DISTINCT FROM $4 AND (owner_id IS NULL
                OR (taken_up_at IS NULL AND owner_id = (SELECT users.id FROM users WHERE users.email = $3)))",
        )
        .bind(id)
        .bind(now)
        .bind(by)
        .bind(seen_team)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Who held a follow-up when it was read, and the team that it was handed over to.
#[derive(Clone, Copy, Debug)]
pub struct SeenHold<'a> {
    pub owner: Option<UserId>,
    pub team: Option<&'a str>,
}

/// Gives a follow-up that has not ended to a user, or to no one; false when it has ended, or is held otherwise than was seen.
pub async fn set_owner(tx: &mut Tx, id: FollowUpId, seen: SeenHold<'_>, to: Option<UserId>) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET owner_id = $4 WHERE id = $1 AND done_at IS NULL
                AND owner_id IS NOT DISTINCT FROM $2 AND team IS NOT DISTINCT FROM $3",
        )
        .bind(id)
        .bind(seen.owner)
        .bind(seen.team)
        .bind(to)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Hands a follow-up that has not ended over to a team, in which no one holds it yet and which is mailed anew if the customer
/// wants contact; false when it has ended, or is held otherwise than was seen.
pub async fn hand_over(tx: &mut Tx, id: FollowUpId, seen: SeenHold<'_>, team: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET team = $4, owner_id = NULL WHERE id = $1 AND done_at IS NULL
                AND owner_id IS NOT DISTINCT FROM $2 AND team IS NOT DISTINCT FROM $3",
        )
        .bind(id)
        .bind(seen.owner)
        .bind(seen.team)
        .bind(team)
        .execute(conn)
        .await?
        .rows_affected()
    });
    if changed == 1 {
        announce_anew(tx, &[id]).await?;
    }
    Ok(changed == 1)
}

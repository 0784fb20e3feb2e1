//! Who holds a follow-up.

use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::ids::{FollowUpId, UserId};
use crate::storage::follow_ups::row::{FollowUpRow, SELECT};
use crate::storage::{Result, Tx, with_conn};

/// Gives a follow-up to the user with this address (in lower case) who takes it up; false when another holds it, this user
/// took it up before, or it has ended. The first taking up is kept.
pub async fn take_up(tx: &mut Tx, id: FollowUpId, now: Timestamp, by: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET taken_up_at = COALESCE(taken_up_at, $2), taken_up_by = COALESCE(taken_up_by, $3),
                owner_id = (SELECT users.id FROM users WHERE users.email = $3)
             WHERE id = $1 AND done_at IS NULL AND (owner_id IS NULL
                OR (taken_up_at IS NULL AND owner_id = (SELECT users.id FROM users WHERE users.email = $3)))",
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

/// Gives a follow-up that has not ended to a user, or to no one; false when it has ended, or another than `seen` holds it.
pub async fn set_owner(
    tx: &mut Tx,
    id: FollowUpId,
    seen: Option<UserId>,
    to: Option<UserId>,
) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET owner_id = $3
             WHERE id = $1 AND done_at IS NULL AND owner_id IS NOT DISTINCT FROM $2",
        )
        .bind(id)
        .bind(seen)
        .bind(to)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Hands a follow-up that has not ended over to a team, in which no one holds it yet and which is mailed anew if the customer
/// wants contact; false when it has ended, or another than `seen` holds it.
pub async fn hand_over(tx: &mut Tx, id: FollowUpId, seen: Option<UserId>, team: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE follow_ups SET team = $3, owner_id = NULL, announced_at = NULL
             WHERE id = $1 AND done_at IS NULL AND owner_id IS NOT DISTINCT FROM $2",
        )
        .bind(id)
        .bind(seen)
        .bind(team)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// The follow-ups that a user holds and that have not ended, by the day on which they are due.
pub async fn open_of_owner(tx: &mut Tx, user: UserId) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "{SELECT} WHERE follow_ups.owner_id = $1 AND follow_ups.done_at IS NULL
         ORDER BY follow_ups.due_on, follow_ups.opened_at, follow_ups.id"
    );
    let rows: Vec<FollowUpRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(user).fetch_all(conn).await?);
    Ok(rows.into_iter().map(FollowUp::from).collect())
}

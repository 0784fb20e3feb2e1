//! The state of sending, in one row that every process reads before it claims: paused by a user, or in back-off because
//! the mail server is in trouble.

pub mod bounces;
pub mod messages;
pub mod outbox;
pub mod staff_mails;
pub mod suppressions;

use crate::domain::Timestamp;
use crate::domain::sending::overview::SendingState;
use crate::storage::{Result, Tx, with_conn};

type SendingStateRow = (Option<Timestamp>, Option<String>, i64, Option<Timestamp>, Option<String>);

/// Reads the state.
pub async fn find(tx: &mut Tx) -> Result<SendingState> {
    let (paused_at, paused_by, rests, resting_until, trouble): SendingStateRow = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT paused_at, paused_by, rests, resting_until, trouble FROM sending")
            .fetch_one(conn)
            .await?
    });
    let rests = u32::try_from(rests).unwrap_or(u32::MAX);
    Ok(SendingState { paused_at, paused_by, rests, resting_until, trouble })
}

/// Pauses sending; false when it is paused already.
pub async fn pause(tx: &mut Tx, now: Timestamp, by: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE sending SET paused_at = $1, paused_by = $2 WHERE paused_at IS NULL")
            .bind(now)
            .bind(by)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Ends a pause; false when there is none.
pub async fn resume(tx: &mut Tx) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE sending SET paused_at = NULL, paused_by = NULL WHERE paused_at IS NOT NULL")
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Starts a back-off until `until`, unless one is in effect: many mails that fail concurrently start one.
pub async fn rest(tx: &mut Tx, now: Timestamp, until: Timestamp, trouble: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE sending SET rests = rests + 1, resting_until = $2, trouble = $3
             WHERE resting_until IS NULL OR resting_until <= $1",
        )
        .bind(now)
        .bind(until)
        .bind(trouble)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Ends the back-off: the mail server accepted a mail, or a user wants a retry now.
pub async fn end_rest(tx: &mut Tx) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE sending SET rests = 0, resting_until = NULL, trouble = NULL WHERE rests > 0")
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

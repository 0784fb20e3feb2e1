//! The state of sending, which every process reads before it claims: paused by a user, or at rest because the mail server is in
//! trouble. A pause is for all mails; a rest is of one queue, since a server may refuse us to customers and serve our staff.

pub mod acceptances;
pub mod bounces;
pub mod messages;
pub mod outbox;
pub mod staff_mails;
pub mod suppressions;

use crate::domain::Timestamp;
use crate::domain::sending::attempt::longest_rest;
use crate::domain::sending::overview::SendingState;
use crate::storage::sending::outbox::Queue;
use crate::storage::{Result, Tx, with_conn};

type SendingStateRow = (Option<Timestamp>, Option<String>, i64, Option<Timestamp>, Option<String>);

/// Reads the state for a queue.
pub async fn find(tx: &mut Tx, queue: Queue) -> Result<SendingState> {
    let (paused_at, paused_by, rests, resting_until, trouble): SendingStateRow = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT paused_at, paused_by, rests.rests, rests.resting_until, rests.trouble
             FROM sending CROSS JOIN rests WHERE queue = $1",
        )
        .bind(queue.table())
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

/// Starts a rest until `until`, unless one is in effect: many mails that fail concurrently start one.
pub async fn rest(
    tx: &mut Tx,
    queue: Queue,
    now: Timestamp,
    until: Timestamp,
    trouble: &str,
) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE rests SET rests = rests + 1, resting_until = $3, trouble = $4
             WHERE queue = $1 AND (resting_until IS NULL OR resting_until <= $2 OR resting_until > $5)",
        )
        .bind(queue.table())
        .bind(now)
        .bind(until)
        .bind(trouble)
        .bind(now + longest_rest())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Ends the rest: the mail server accepted a mail, or a user wants a retry now.
pub async fn end_rest(tx: &mut Tx, queue: Queue) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE rests SET rests = 0, resting_until = NULL, trouble = NULL WHERE queue = $1 AND rests > 0",
        )
        .bind(queue.table())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

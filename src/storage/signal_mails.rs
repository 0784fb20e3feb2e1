//! Mails about signals to the users who asked for them: queued, claimed with a lease, recorded.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::ids::{LeaseId, MessageId, UserId};
use crate::storage::{Result, Tx, with_conn};

/// After so many tries a mail is given up; what it would have said stands on the page.
pub const MOST_ATTEMPTS: i64 = 10;

/// A mail that somebody is to send now.
#[derive(Clone, Debug, FromRow)]
pub struct ClaimedSignalMail {
    id: Uuid,
    /// Whom it goes to.
    pub email: String,
    /// The moment whose signals it tells.
    pub raised_at: Timestamp,
    /// This try included.
    pub attempts: i64,
}

impl ClaimedSignalMail {
    /// The mail's identifier, by which it is the same mail on every try.
    #[must_use]
    pub fn id(&self) -> MessageId {
        MessageId(self.id)
    }
}

/// Whether a user wants to hear of signals by mail; none when there is no such user.
pub async fn is_wanted(tx: &mut Tx, email: &str) -> Result<Option<bool>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT wants_signals FROM users WHERE email = $1")
            .bind(email)
            .fetch_optional(conn)
            .await?
    }))
}

/// Notes whether a user wants to hear of signals by mail; false when there is no such user.
pub async fn set_wanted(tx: &mut Tx, email: &str, wanted: bool) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET wants_signals = $2 WHERE email = $1 AND disabled_at IS NULL")
            .bind(email)
            .bind(wanted)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Those who want to hear of signals.
pub async fn subscribers(tx: &mut Tx) -> Result<Vec<UserId>> {
    let ids: Vec<Uuid> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM users WHERE wants_signals AND disabled_at IS NULL ORDER BY email")
            .fetch_all(conn)
            .await?
    });
    Ok(ids.into_iter().map(UserId).collect())
}

/// Queues a mail.
pub async fn insert(tx: &mut Tx, id: MessageId, user: UserId, raised_at: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO signal_mails (id, user_id, raised_at, next_at, attempts) VALUES ($1, $2, $3, $3, 0)",
        )
        .bind(id.0)
        .bind(user.0)
        .bind(raised_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Claims what is due, until `until`. A second worker finds `next_at` moved and passes over it.
pub async fn claim(
    tx: &mut Tx,
    lease: LeaseId,
    now: Timestamp,
    until: Timestamp,
) -> Result<Vec<ClaimedSignalMail>> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE signal_mails SET lease_id = $1, next_at = $3, attempts = attempts + 1
             WHERE sent_at IS NULL AND next_at <= $2 AND attempts < $4",
        )
        .bind(lease.0)
        .bind(now)
        .bind(until)
        .bind(MOST_ATTEMPTS)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT signal_mails.id, email, raised_at, attempts FROM signal_mails
             JOIN users ON users.id = signal_mails.user_id
             WHERE lease_id = $1 AND sent_at IS NULL AND wants_signals AND disabled_at IS NULL",
        )
        .bind(lease.0)
        .fetch_all(conn)
        .await?
    }))
}

/// Notes that a mail was accepted, if the lease still holds.
pub async fn set_sent(tx: &mut Tx, id: MessageId, lease: LeaseId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE signal_mails SET sent_at = $3, lease_id = NULL, last_error = NULL WHERE id = $1 AND lease_id = $2",
        )
        .bind(id.0)
        .bind(lease.0)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Notes that a mail was not accepted and when it is tried again, if the lease still holds.
pub async fn set_failed(
    tx: &mut Tx,
    id: MessageId,
    lease: LeaseId,
    next_at: Timestamp,
    said: &str,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE signal_mails SET next_at = $3, lease_id = NULL, last_error = $4 WHERE id = $1 AND lease_id = $2",
        )
        .bind(id.0)
        .bind(lease.0)
        .bind(next_at)
        .bind(said)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

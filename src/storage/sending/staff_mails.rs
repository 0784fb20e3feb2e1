//! Mails to staff: about signals to those who asked for them, about norms to policy owners; queued, claimed with a lease,
//! recorded.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::roles::Role;
use crate::domain::ids::{LeaseId, MessageId, NormId, UserId};
use crate::domain::sending::staff_mail::About;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// After so many tries a mail is given up; what it would have said stands on the page.
pub const MOST_ATTEMPTS: i64 = 10;

/// A mail that somebody is to send now.
#[derive(Clone, Debug)]
pub struct ClaimedStaffMail {
    /// By it, it is the same mail on every try.
    pub id: MessageId,
    /// Whom it goes to.
    pub email: String,
    pub about: About,
    /// The moment of what it tells.
    pub raised_at: Timestamp,
    /// This try included.
    pub attempts: i64,
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

/// Those who set norms.
pub async fn policy_owners(tx: &mut Tx) -> Result<Vec<(UserId, String)>> {
    let rows: Vec<(Uuid, String)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT id, email FROM users WHERE role = $1 AND disabled_at IS NULL ORDER BY email")
            .bind(Role::PolicyOwner.name())
            .fetch_all(conn)
            .await?
    });
    Ok(rows.into_iter().map(|(id, email)| (UserId(id), email)).collect())
}

/// Whether anybody was told of this at this moment.
pub async fn is_told(tx: &mut Tx, about: About, raised_at: Timestamp) -> Result<bool> {
    let found: Option<String> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT about FROM staff_mails WHERE norm_id = $1 AND about = $2 AND raised_at = $3 LIMIT 1",
        )
        .bind(about.norm().map(|norm| norm.0))
        .bind(about.name())
        .bind(raised_at)
        .fetch_optional(conn)
        .await?
    });
    Ok(found.is_some())
}

/// Queues a mail; one about a norm only once for each user and moment.
pub async fn insert(
    tx: &mut Tx,
    id: MessageId,
    user: UserId,
    about: About,
    raised_at: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO staff_mails (id, user_id, raised_at, next_at, attempts, about, norm_id)
             VALUES ($1, $2, $3, $3, 0, $4, $5) ON CONFLICT DO NOTHING",
        )
        .bind(id.0)
        .bind(user.0)
        .bind(raised_at)
        .bind(about.name())
        .bind(about.norm().map(|norm| norm.0))
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
) -> Result<Vec<ClaimedStaffMail>> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE staff_mails SET lease_id = $1, next_at = $3, attempts = attempts + 1
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
    let rows: Vec<Row> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT staff_mails.id, email, about, norm_id, raised_at, attempts FROM staff_mails
             JOIN users ON users.id = staff_mails.user_id
             WHERE lease_id = $1 AND sent_at IS NULL AND disabled_at IS NULL
                AND CASE about WHEN 'signals' THEN wants_signals ELSE role = $2 END",
        )
        .bind(lease.0)
        .bind(Role::PolicyOwner.name())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(ClaimedStaffMail::try_from).collect()
}

/// Takes back a mail that has nothing to tell any more, if the lease still holds.
pub async fn delete(tx: &mut Tx, id: MessageId, lease: LeaseId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM staff_mails WHERE id = $1 AND lease_id = $2")
            .bind(id.0)
            .bind(lease.0)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Notes that a mail was accepted, if the lease still holds.
pub async fn set_sent(tx: &mut Tx, id: MessageId, lease: LeaseId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE staff_mails SET sent_at = $3, lease_id = NULL, last_error = NULL WHERE id = $1 AND lease_id = $2",
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
            "UPDATE staff_mails SET next_at = $3, lease_id = NULL, last_error = $4 WHERE id = $1 AND lease_id = $2",
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

#[derive(FromRow)]
struct Row {
    id: Uuid,
    email: String,
    about: String,
    norm_id: Option<Uuid>,
    raised_at: Timestamp,
    attempts: i64,
}

impl TryFrom<Row> for ClaimedStaffMail {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self> {
        let about = About::of(&row.about, row.norm_id.map(NormId));
        Ok(Self {
            id: MessageId(row.id),
            email: row.email,
            about: about
                .ok_or(StorageError::Inconsistent { column: "staff_mails.about", value: row.about })?,
            raised_at: row.raised_at,
            attempts: row.attempts,
        })
    }
}

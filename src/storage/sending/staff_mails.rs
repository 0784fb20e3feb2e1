//! Mails to staff, about signals, the head of the audit and saved views to subscribers, about norms and reports to policy owners,
//! about follow-ups to handlers and with a sign-in link to its owner: queued, and what is kept of them.

pub mod claim;
pub mod overview;
pub mod refused;

use crate::domain::Timestamp;
use crate::domain::access::roles::{Role, Roles};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::sending::staff_mail::About;
use crate::storage::{Result, Tx, with_conn};

/// Whether a user wants mails about signals; `None` if there is no such user.
pub async fn is_wanted(tx: &mut Tx, email: &str) -> Result<Option<bool>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT wants_signals FROM users WHERE email = $1")
            .bind(email)
            .fetch_optional(conn)
            .await?
    }))
}

/// The enabled users who want mails about signals.
pub async fn subscribers(tx: &mut Tx) -> Result<Vec<UserId>> {
    let ids: Vec<UserId> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM users WHERE wants_signals AND disabled_at IS NULL ORDER BY email")
            .fetch_all(conn)
            .await?
    });
    Ok(ids)
}

/// The enabled users who want a mail with the head of the audit each day.
pub async fn head_subscribers(tx: &mut Tx) -> Result<Vec<UserId>> {
    let ids: Vec<UserId> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT id FROM users WHERE wants_audit_heads AND disabled_at IS NULL ORDER BY email",
        )
        .fetch_all(conn)
        .await?
    });
    Ok(ids)
}

/// The enabled policy owners, with their addresses.
pub async fn policy_owners(tx: &mut Tx) -> Result<Vec<(UserId, String)>> {
    let users: Vec<(UserId, String, Roles)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT id, email, roles FROM users WHERE disabled_at IS NULL ORDER BY email")
            .fetch_all(conn)
            .await?
    });
    let owners = users.into_iter().filter(|(_, _, roles)| roles.contain(Role::PolicyOwner));
    Ok(owners.map(|(id, email, _)| (id, email)).collect())
}

/// Whether a mail about this subject and moment was queued for any user.
pub async fn is_told(tx: &mut Tx, about: About, raised_at: Timestamp) -> Result<bool> {
    let found: Option<String> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT about FROM staff_mails WHERE norm_id = $1 AND about = $2 AND raised_at = $3 LIMIT 1",
        )
        .bind(about.norm())
        .bind(about.name())
        .bind(raised_at)
        .fetch_optional(conn)
        .await?
    });
    Ok(found.is_some())
}

/// Queues a mail to an enabled user, and none to any other; one about a norm only once for each user and moment, and one about a
/// follow-up once for each user.
pub async fn insert(
    tx: &mut Tx,
    id: MessageId,
    user: UserId,
    about: About,
    raised_at: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO staff_mails
                (id, user_id, raised_at, next_at, attempts, about, norm_id, view_id, follow_up_id, report_year)
             SELECT $1, id, $3, $3, 0, $4, $5, $6, $7, $8 FROM users WHERE id = $2 AND disabled_at IS NULL
             ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(user)
        .bind(raised_at)
        .bind(about.name())
        .bind(about.norm())
        .bind(about.view())
        .bind(about.follow_up())
        .bind(about.report().map(i64::from))
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Deletes mails that were queued until a moment, sent or not, and of which nothing is left to tell: links have ended, and
/// follow-ups and reports are on their pages.
pub async fn delete_passed_until(tx: &mut Tx, moment: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "DELETE FROM staff_mails
             WHERE (about IN ($1, $2) OR follow_up_id IS NOT NULL OR report_year IS NOT NULL) AND raised_at <= $3",
        )
        .bind(About::SignInLink.name())
        .bind(About::FollowUpsDue.name())
        .bind(moment)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

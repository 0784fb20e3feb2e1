//! Mails to staff, about signals, the head of the audit and saved views to subscribers, about norms to policy owners and with a sign-in
//! link to its owner: queued, claimed under a lease, recorded.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::rights::Right;
use crate::domain::access::roles::{Role, Roles};
use crate::domain::ids::{LeaseId, MessageId, NormId, SavedViewId, UserId};
use crate::domain::people::language::Language;
use crate::domain::sending::staff_mail::About;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// After this many attempts a mail is given up; what it would have said is also on the page.
pub const MOST_ATTEMPTS: i64 = 10;

/// A claimed mail, to be sent now.
#[derive(Clone, Debug)]
pub struct ClaimedStaffMail {
    /// Identifies the mail across retries.
    pub id: MessageId,
    /// The address of the recipient.
    pub email: String,
    /// The language that the recipient chose for the pages.
    pub language: Option<Language>,
    pub about: About,
    /// When its subject was raised.
    pub raised_at: Timestamp,
    /// How often it was claimed, this time included.
    pub attempts: i64,
}

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

/// Queues a mail to an enabled user, and none to any other; one about a norm only once for each user and moment.
pub async fn insert(
    tx: &mut Tx,
    id: MessageId,
    user: UserId,
    about: About,
    raised_at: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO staff_mails (id, user_id, raised_at, next_at, attempts, about, norm_id, view_id)
             SELECT $1, id, $3, $3, 0, $4, $5, $6 FROM users WHERE id = $2 AND disabled_at IS NULL
             ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(user)
        .bind(raised_at)
        .bind(about.name())
        .bind(about.norm())
        .bind(about.view())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Claims the mails that are due, under a lease until `until`. A second worker finds `next_at` moved and skips them.
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
        .bind(lease)
        .bind(now)
        .bind(until)
        .bind(MOST_ATTEMPTS)
        .execute(conn)
        .await?
        .rows_affected()
    });
    let rows: Vec<StaffMailRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT staff_mails.id, email, language, roles, wants_signals, wants_audit_heads, about, norm_id, view_id,
                raised_at, attempts
             FROM staff_mails JOIN users ON users.id = staff_mails.user_id
             WHERE lease_id = $1 AND sent_at IS NULL AND disabled_at IS NULL",
        )
        .bind(lease)
        .fetch_all(conn)
        .await?
    });
    let claimed = rows.into_iter().map(StaffMailRow::still_wanted);
    claimed.filter_map(Result::transpose).collect()
}

/// Deletes a mail that has nothing to report any more, if the lease still holds.
pub async fn delete(tx: &mut Tx, id: MessageId, lease: LeaseId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM staff_mails WHERE id = $1 AND lease_id = $2")
            .bind(id)
            .bind(lease)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Deletes mails with a sign-in link that were queued until a moment, sent or not: their links have ended.
pub async fn delete_links_until(tx: &mut Tx, moment: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM staff_mails WHERE about = $1 AND raised_at <= $2")
            .bind(About::SignInLink.name())
            .bind(moment)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Records that a mail was accepted, if the lease still holds.
pub async fn set_sent(tx: &mut Tx, id: MessageId, lease: LeaseId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE staff_mails SET sent_at = $3, lease_id = NULL, last_error = NULL WHERE id = $1 AND lease_id = $2",
        )
        .bind(id)
        .bind(lease)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Records that a mail was not accepted and when it is retried, if the lease still holds.
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
        .bind(id)
        .bind(lease)
        .bind(next_at)
        .bind(said)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

#[derive(FromRow)]
struct StaffMailRow {
    id: Uuid,
    email: String,
    language: Option<Language>,
    roles: Roles,
    wants_signals: bool,
    wants_audit_heads: bool,
    about: String,
    norm_id: Option<Uuid>,
    view_id: Option<SavedViewId>,
    raised_at: Timestamp,
    attempts: i64,
}

impl StaffMailRow {
    /// The mail, unless its recipient no longer wants it or no longer has the role for it.
    fn still_wanted(self) -> Result<Option<ClaimedStaffMail>> {
        let about = About::of(&self.about, self.norm_id.map(NormId), self.view_id);
        let about =
            about.ok_or(StorageError::Inconsistent { column: "staff_mails.about", value: self.about })?;
        let is_wanted = match about {
            About::Signals => self.wants_signals && self.roles.have(Right::SeeInsights),
            About::AuditHead => self.wants_audit_heads && self.roles.have(Right::ReadAudit),
            About::Proposal(_) | About::Verdict(_) | About::Evaluation(_) => {
                self.roles.contain(Role::PolicyOwner)
            }
            // Whether the recipient still asks for this view is looked up with its figures.
            About::View(_) => self.roles.have(Right::SeeInsights),
            About::SignInLink => true,
        };
        Ok(is_wanted.then_some(ClaimedStaffMail {
            id: MessageId(self.id),
            email: self.email,
            language: self.language,
            about,
            raised_at: self.raised_at,
            attempts: self.attempts,
        }))
    }
}

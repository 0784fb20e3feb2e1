//! Claiming mails to staff under a lease, and ending the claim.
//!
//! The rule: every ending names the lease and applies only to a mail that is still held under it. A row that cannot be read is the
//! failure of that mail alone.

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::access::rights::Right;
use crate::domain::access::roles::{Role, Roles};
use crate::domain::ids::{FollowUpId, LeaseId, MessageId, NormId, SavedViewId, UserId};
use crate::domain::people::language::Language;
use crate::domain::sending::staff_mail::About;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// After this many attempts a mail is given up; what it would have said is also on the page.
pub const MOST_ATTEMPTS: i64 = 10;

/// What one claim took.
#[derive(Debug, Default)]
pub struct Claim {
    /// How many mails it took, including those that are no longer wanted.
    pub taken: u64,
    /// Those to be sent now.
    pub mails: Vec<ClaimedStaffMail>,
    /// Those of which it cannot be read what they are about.
    pub unreadable: Vec<UnreadableStaffMail>,
}

/// A claimed mail, to be sent now.
#[derive(Clone, Debug)]
pub struct ClaimedStaffMail {
    /// Identifies the mail across retries.
    pub id: MessageId,
    pub user_id: UserId,
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

/// A claimed mail whose row breaks an invariant.
#[derive(Debug)]
pub struct UnreadableStaffMail {
    pub id: MessageId,
    pub attempts: i64,
    pub error: StorageError,
}

/// Claims at most `most` mails that are due, under a lease until `until`; those with a sign-in link first, since a person waits
/// for it. A second worker finds `next_at` moved and skips them.
pub async fn claim(
    tx: &mut Tx,
    lease: LeaseId,
    now: Timestamp,
    until: Timestamp,
    most: u32,
) -> Result<Claim> {
    // Not bound: with a bound limit the statement would be planned anew each time.
    let sql = format!(
        "UPDATE staff_mails SET lease_id = $1, next_at = $3, attempts = attempts + 1
         WHERE id IN (SELECT id FROM staff_mails WHERE sent_at IS NULL AND next_at <= $2 AND attempts < $4
                      ORDER BY CASE WHEN about = $5 THEN 0 ELSE 1 END, next_at, id LIMIT {most} {})",
        tx.skip_locked()
    );
    let taken = with_conn!(tx, |conn| {
        sqlx::query(AssertSqlSafe(sql))
            .bind(lease)
            .bind(now)
            .bind(until)
            .bind(MOST_ATTEMPTS)
            .bind(About::SignInLink.name())
            .execute(conn)
            .await?
            .rows_affected()
    });
    let rows: Vec<StaffMailRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT staff_mails.id, user_id, email, language, roles, wants_signals, wants_audit_heads, wants_due_follow_ups,
                about, norm_id, view_id, follow_up_id, report_year, raised_at, attempts
             FROM staff_mails JOIN users ON users.id = staff_mails.user_id
             WHERE lease_id = $1 AND sent_at IS NULL AND disabled_at IS NULL
             ORDER BY CASE WHEN about = $2 THEN 0 ELSE 1 END, raised_at, staff_mails.id",
        )
        .bind(lease)
        .bind(About::SignInLink.name())
        .fetch_all(conn)
        .await?
    });
    let mut claim = Claim { taken, ..Claim::default() };
    for row in rows {
        let (id, attempts) = (row.id, row.attempts);
        match row.still_wanted() {
            Ok(mail) => claim.mails.extend(mail),
            Err(error) => claim.unreadable.push(UnreadableStaffMail { id, attempts, error }),
        }
    }
    Ok(claim)
}

/// Extends the lease of a mail until `until`; false if it is no longer held under it.
pub async fn renew(tx: &mut Tx, id: MessageId, lease: LeaseId, until: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE staff_mails SET next_at = $3 WHERE id = $1 AND lease_id = $2 AND sent_at IS NULL")
            .bind(id)
            .bind(lease)
            .bind(until)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
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

/// Puts a mail off whose hour has not come; that it was claimed is no attempt.
pub async fn put_off(tx: &mut Tx, id: MessageId, lease: LeaseId, until: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE staff_mails SET next_at = $3, lease_id = NULL, attempts = attempts - 1
             WHERE id = $1 AND lease_id = $2",
        )
        .bind(id)
        .bind(lease)
        .bind(until)
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
    id: MessageId,
    user_id: UserId,
    email: String,
    language: Option<Language>,
    roles: Roles,
    wants_signals: bool,
    wants_audit_heads: bool,
    wants_due_follow_ups: bool,
    about: String,
    norm_id: Option<NormId>,
    view_id: Option<SavedViewId>,
    follow_up_id: Option<FollowUpId>,
    report_year: Option<i64>,
    raised_at: Timestamp,
    attempts: i64,
}

impl StaffMailRow {
    /// The mail, unless its recipient no longer wants it or no longer has the role for it.
    fn still_wanted(self) -> Result<Option<ClaimedStaffMail>> {
        let year = self.report_year.and_then(|year| i32::try_from(year).ok());
        let about = About::of(&self.about, self.norm_id, self.view_id, self.follow_up_id, year);
        let about =
            about.ok_or(StorageError::Inconsistent { column: "staff_mails.about", value: self.about })?;
        let is_wanted = match about {
            About::Signals => self.wants_signals && self.roles.have(Right::SeeInsights),
            About::AuditHead => self.wants_audit_heads && self.roles.have(Right::ReadAudit),
            About::Proposal(_) | About::Verdict(_) | About::Evaluation(_) | About::Report(_) => {
                self.roles.contain(Role::PolicyOwner)
            }
            // Whether the recipient still asks for this view is looked up with its figures.
            About::View(_) => self.roles.have(Right::SeeInsights),
            // Whether the recipient still sees it is looked up with the follow-up.
            About::FollowUp(_) => self.roles.have(Right::HandleFollowUps),
            About::FollowUpsDue => self.wants_due_follow_ups && self.roles.have(Right::HandleFollowUps),
            About::SignInLink => true,
        };
        Ok(is_wanted.then_some(ClaimedStaffMail {
            id: self.id,
            user_id: self.user_id,
            email: self.email,
            language: self.language,
            about,
            raised_at: self.raised_at,
            attempts: self.attempts,
        }))
    }
}

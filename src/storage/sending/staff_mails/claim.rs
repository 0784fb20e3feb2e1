//! Claiming mails to staff; what becomes of a claim is that of every queue ([`outbox`]), and two endings more.
//!
//! The rule: a row that cannot be read is the failure of that mail alone.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::access::rights::Right;
use crate::domain::access::roles::{Role, Roles};
use crate::domain::ids::{FollowUpId, LeaseId, MessageId, NormId, SavedViewId, UserId};
use crate::domain::people::language::Language;
use crate::domain::sending::staff_mail::About;
use crate::storage::engine::columns::numbered;
use crate::storage::sending::outbox::{self, Claim, Queue, Tried};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// What one claim took.
#[derive(Debug, Default)]
pub struct Taken {
    /// Those to be sent now.
    pub mails: Vec<ClaimedStaffMail>,
    /// Those of which it cannot be read what they are about.
    pub unreadable: Vec<UnreadableStaffMail>,
    /// Those that their recipients want no more or may not see.
    pub unwanted: Vec<(MessageId, Tried)>,
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
    pub tried: Tried,
}

/// A claimed mail whose row breaks an invariant.
#[derive(Debug)]
pub struct UnreadableStaffMail {
    pub id: MessageId,
    /// The address of the recipient.
    pub email: String,
    pub raised_at: Timestamp,
    pub tried: Tried,
    pub error: StorageError,
}

/// Claims at most `most` mails that are due, under a lease until `until`; those with a sign-in link first.
pub async fn claim(
    tx: &mut Tx,
    lease: LeaseId,
    now: Timestamp,
    until: Timestamp,
    most: u32,
) -> Result<Taken> {
    let rows: Vec<TakenRow> = outbox::claim(tx, Queue::StaffMails, lease, (now, until), most).await?;
    let mut left: BTreeMap<MessageId, Tried> = rows.into_iter().map(|row| (row.id, row.tried)).collect();
    let mut taken = Taken::default();
    if left.is_empty() {
        return Ok(taken);
    }
    let sql = format!(
        "SELECT staff_mails.id, user_id, email, language, roles, wants_signals, wants_audit_heads, wants_due_follow_ups,
            about, norm_id, view_id, follow_up_id, report_year, raised_at
         FROM staff_mails JOIN users ON users.id = staff_mails.user_id
         WHERE disabled_at IS NULL AND staff_mails.id IN ({})
         ORDER BY CASE WHEN about = $1 THEN 0 ELSE 1 END, raised_at, staff_mails.id",
        numbered(2, left.len())
    );
    let rows: Vec<StaffMailRow> = with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(About::SignInLink.name());
        left.keys().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
    });
    for row in rows {
        let (id, email, raised_at) = (row.id, row.email.clone(), row.raised_at);
        let Some(tried) = left.get(&id).cloned() else { continue };
        match row.still_wanted(tried.clone()) {
            Ok(None) => continue,
            Ok(Some(mail)) => taken.mails.push(mail),
            Err(error) => {
                taken.unreadable.push(UnreadableStaffMail { id, email, raised_at, tried, error });
            }
        }
        left.remove(&id);
    }
    taken.unwanted = left.into_iter().collect();
    Ok(taken)
}

/// Deletes a mail that has nothing to report any more, if the claim still holds.
pub async fn delete(tx: &mut Tx, claim: Claim) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM staff_mails WHERE id = $1 AND lease_id = $2")
            .bind(claim.id)
            .bind(claim.lease)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Puts a mail off whose hour has not come; that it was claimed is no attempt.
pub async fn put_off(tx: &mut Tx, claim: Claim, until: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE staff_mails SET state = 'waiting', next_at = $3, lease_id = NULL, attempts = attempts - 1
             WHERE id = $1 AND lease_id = $2",
        )
        .bind(claim.id)
        .bind(claim.lease)
        .bind(until)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

#[derive(FromRow)]
struct TakenRow {
    id: MessageId,
    #[sqlx(flatten)]
    tried: Tried,
}

#[derive(FromRow)]
struct StaffMailRow {
    id: MessageId,
    user_id: UserId,
    email: String,
    language: Option<String>,
    roles: String,
    wants_signals: bool,
    wants_audit_heads: bool,
    wants_due_follow_ups: bool,
    about: String,
    norm_id: Option<NormId>,
    view_id: Option<SavedViewId>,
    follow_up_id: Option<FollowUpId>,
    report_year: Option<i64>,
    raised_at: Timestamp,
}

impl StaffMailRow {
    /// The mail, unless its recipient no longer wants it or no longer has the role for it.
    fn still_wanted(self, tried: Tried) -> Result<Option<ClaimedStaffMail>> {
        let year = self.report_year.and_then(|year| i32::try_from(year).ok());
        let about = About::of(&self.about, self.norm_id, self.view_id, self.follow_up_id, year);
        let about =
            about.ok_or(StorageError::Inconsistent { column: "staff_mails.about", value: self.about })?;
        // Read as text: a role that a later version wrote is the failure of this mail and of no other.
        let roles = self.roles.parse::<Roles>();
        let roles =
            roles.map_err(|_| StorageError::Inconsistent { column: "users.roles", value: self.roles })?;
        let is_wanted = match about {
            About::Signals => self.wants_signals && roles.have(Right::SeeInsights),
            About::AuditHead => self.wants_audit_heads && roles.have(Right::ReadAudit),
            About::Proposal(_) | About::Verdict(_) | About::Evaluation(_) | About::Report(_) => {
                roles.contain(Role::PolicyOwner)
            }
            // Whether the recipient still asks for this view is looked up with its figures.
            About::View(_) => roles.have(Right::SeeInsights),
            // Whether the recipient still sees it is looked up with the follow-up.
            About::FollowUp(_) => roles.have(Right::HandleFollowUps),
            About::FollowUpsDue => self.wants_due_follow_ups && roles.have(Right::HandleFollowUps),
            About::SignInLink => true,
        };
        Ok(is_wanted.then_some(ClaimedStaffMail {
            id: self.id,
            user_id: self.user_id,
            email: self.email,
            language: self.language.as_deref().and_then(Language::of_tag),
            about,
            raised_at: self.raised_at,
            tried,
        }))
    }
}

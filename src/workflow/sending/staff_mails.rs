//! Sends mails to staff: a queue of the outbox.
//!
//! The rule: an error of one mail is the failure of that mail, to be retried, and holds up no other. What a mail tells is read
//! when it goes out, and a mail that has nothing to tell by then, or not yet, is not sent.

mod about_access;
mod about_follow_ups;
mod about_norms;
mod about_reports;
mod about_signals;
mod about_views;
mod claim;
mod letter;
mod subjects;
mod told;

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::{LeaseId, MessageId};
use crate::domain::sending::attempt::Next;
use crate::domain::sending::delivery::Cause;
use crate::mail::message::{Letter, RawMail};
use crate::mail::send_error::SendError;
use crate::storage::sending::outbox::{self, Queue, Tried};
use crate::storage::sending::staff_mails::refused::{self, FailedStaffMail};
use crate::storage::{StorageError, Tx, sending};
use crate::workflow::access::secret::secret_in_use::knows_secret_in_use;
use crate::workflow::sending::send::limits::MOST_READ;
use crate::workflow::sending::send::mails::{Batch, Item, Mails, Refused};
use crate::workflow::sending::send::{SendReport, send};

/// Sends until nothing more is due, or `stop` is cancelled.
///
/// # Errors
/// The database failed; claimed mails are claimed again when their lease ends.
#[tracing::instrument(skip_all)]
pub async fn send_staff_mails(app: &App, stop: &CancellationToken) -> Result<SendReport, StorageError> {
    send::<StaffMails>(app, stop).await
}

/// When there is a mail to send next; `None` if none is queued, sending is paused, or this process must not send.
#[tracing::instrument(skip_all)]
pub async fn next_staff_mail_due(app: &App) -> Result<Option<Timestamp>, StorageError> {
    let mut tx = app.db.read().await?;
    let state = sending::find(&mut tx, Queue::StaffMails).await?;
    if state.paused_at.is_some() || !knows_secret_in_use(app, &mut tx).await? {
        return Ok(None);
    }
    let due = outbox::next_due(&mut tx, Queue::StaffMails).await?;
    Ok(due.map(|due| state.resting_until.map_or(due, |until| until.max(due))))
}

/// The queue of mails to staff.
struct StaffMails;

/// A claimed mail with the letter that it is, or why there is none.
struct Claimed {
    id: MessageId,
    tried: Tried,
    raised_at: Timestamp,
    recipient: String,
    letter: Result<Letter, SendError>,
}

impl Mails for StaffMails {
    const QUEUE: Queue = Queue::StaffMails;
    type Claimed = Claimed;
    type Failed = FailedStaffMail;

    fn item(claimed: &Claimed) -> Item<'_> {
        Item {
            id: claimed.id,
            tried: &claimed.tried,
            since: claimed.raised_at,
            recipient: Some(&claimed.recipient),
        }
    }

    /// At any hour: what may have to wait says so for itself.
    fn may_go_from(_app: &App, at: Timestamp) -> Timestamp {
        at
    }

    async fn claim(app: &App, lease: LeaseId, most: u32) -> Result<Batch<Claimed>, StorageError> {
        claim::claim(app, lease, most).await
    }

    fn compose(app: &App, claimed: &Claimed) -> Result<RawMail, SendError> {
        let letter = claimed.letter.as_ref().map_err(SendError::clone)?;
        let made = letter.to_raw(app.config.mail.dkim());
        made.map_err(|error| SendError::new(Cause::Unmailable, &error.to_string()))
    }

    async fn sent(
        _app: &App,
        _tx: &mut Tx,
        _mails: &[Arc<Claimed>],
        _accepted_at: Timestamp,
    ) -> Result<(), StorageError> {
        Ok(())
    }

    async fn not_accepted(
        _app: &App,
        _tx: &mut Tx,
        _claimed: &Claimed,
        _cause: Cause,
        _next: Next,
    ) -> Result<(), StorageError> {
        Ok(())
    }

    async fn refused_in_a_row(_app: &App, tx: &mut Tx) -> Result<Vec<FailedStaffMail>, StorageError> {
        refused::refused_in_a_row(tx, MOST_READ).await
    }

    async fn queue_again(
        _app: &App,
        tx: &mut Tx,
        failed: &[FailedStaffMail],
        at: Timestamp,
    ) -> Result<(), StorageError> {
        for mail in failed {
            refused::queue_again(tx, mail.id, at).await?;
        }
        Ok(())
    }
}

impl Refused for FailedStaffMail {
    fn said(&self) -> &str {
        &self.said
    }

    fn recipient(&self) -> &str {
        &self.recipient
    }
}

//! Mails to staff: claim, send, record, as with invitations.
//!
//! The rule: an error of one mail is the failure of that mail, to be retried, and holds up no other. Few are claimed at a time, and
//! each only goes out while its lease holds, so that no other process sends it too.

mod about_access;
mod about_follow_ups;
mod about_norms;
mod about_reports;
mod about_signals;
mod about_views;
mod letter;
mod subjects;
mod told;

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::{LeaseId, MessageId};
use crate::storage::StorageError;
use crate::storage::sending;
use crate::storage::sending::staff_mails::claim::{self, Claim, ClaimedStaffMail};
use crate::workflow::access::secret::secret_in_use::knows_secret_in_use;
use crate::workflow::sending::staff_mails::letter::letter;
use crate::workflow::sending::staff_mails::subjects::told;
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail};

/// The most mails of one claim.
const BATCH: u32 = 20;
/// The lease of a mail, counted anew before it goes out: longer than any mail takes.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// The pause after the first failure; after the n-th it is n times as long.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// How a mail ended.
enum Ended {
    Sent,
    /// There is nothing to tell any more.
    Settled,
    /// It goes out at this moment or later.
    PutOff(Timestamp),
}

/// Sends due mails, unless sending is paused or the mail server rests; returns how many were accepted.
///
/// # Errors
/// The database failed; claimed mails are claimed again when their lease ends.
#[tracing::instrument(skip_all)]
pub async fn send_staff_mails(app: &App) -> Result<u64, StorageError> {
    let mut sent = 0;
    while may_send(app).await? {
        let lease = LeaseId(app.randomness.uuid(app.now()));
        let claim = claim_batch(app, lease).await?;
        if claim.taken == 0 {
            break;
        }
        for mail in claim.unreadable {
            note_failure(app, lease, (mail.id, mail.attempts), &mail.error.into()).await?;
        }
        for mail in claim.mails {
            sent += u64::from(send(app, lease, &mail).await?);
        }
    }
    Ok(sent)
}

async fn may_send(app: &App) -> Result<bool, StorageError> {
    let mut tx = app.db.read().await?;
    let state = sending::find(&mut tx).await?;
    // Without the key of another process its links to sign in cannot be made again.
    if !knows_secret_in_use(app, &mut tx).await? {
        return Ok(false);
    }
    Ok(state.paused_at.is_none() && !state.is_resting(app.now()))
}

async fn claim_batch(app: &App, lease: LeaseId) -> Result<Claim, StorageError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    let claim = claim::claim(&mut tx, lease, now, now + LEASE, BATCH).await?;
    tx.commit().await?;
    Ok(claim)
}

/// Sends a mail that is still held under the lease, and records how it ended; whether it was accepted.
async fn send(app: &App, lease: LeaseId, mail: &ClaimedStaffMail) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    let is_held = claim::renew(&mut tx, mail.id, lease, app.now() + LEASE).await?;
    tx.commit().await?;
    if !is_held {
        return Ok(false);
    }
    let ended = match deliver(app, mail).await {
        Ok(ended) => ended,
        Err(error) => {
            note_failure(app, lease, (mail.id, mail.attempts), &error).await?;
            return Ok(false);
        }
    };
    let mut tx = app.db.write().await?;
    match ended {
        Ended::Sent => claim::set_sent(&mut tx, mail.id, lease, app.now()).await?,
        Ended::Settled => claim::delete(&mut tx, mail.id, lease).await?,
        Ended::PutOff(until) => claim::put_off(&mut tx, mail.id, lease, until).await?,
    }
    tx.commit().await?;
    Ok(matches!(ended, Ended::Sent))
}

async fn deliver(app: &App, mail: &ClaimedStaffMail) -> Result<Ended, UnsentMail> {
    let words = match told(app, mail).await? {
        Told::Words(words) => words,
        Told::Nothing => return Ok(Ended::Settled),
        Told::NotBefore(moment) => return Ok(Ended::PutOff(moment)),
    };
    app.mailer.send(letter(app, mail, words)?).await?;
    Ok(Ended::Sent)
}

/// Records that a mail was not accepted, and when it is retried.
async fn note_failure(
    app: &App,
    lease: LeaseId,
    (id, attempts): (MessageId, i64),
    error: &UnsentMail,
) -> Result<(), StorageError> {
    tracing::warn!(message_id = %id, %error, "a mail to staff was not accepted");
    let next_at = app.now() + PAUSE * i32::try_from(attempts).unwrap_or(i32::MAX);
    let mut tx = app.db.write().await?;
    claim::set_failed(&mut tx, id, lease, next_at, &error.in_words()).await?;
    tx.commit().await
}

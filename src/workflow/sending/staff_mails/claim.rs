//! Claims due mails to staff, and reads what each of them tells.
//!
//! The rule: nothing is read for a mail while the claim's transaction is open: the figures of a view may take long. What cannot be
//! read, or makes the program fail, is the failure of that mail.

use std::sync::Arc;

use tokio::time::{Instant, timeout};
use tracing::Instrument as _;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::LeaseId;
use crate::domain::sending::delivery::Cause;
use crate::mail::message::Letter;
use crate::mail::send_error::SendError;
use crate::storage::StorageError;
use crate::storage::sending::acceptances;
use crate::storage::sending::outbox::{self, Claim, ClaimEnd, Queue};
use crate::storage::sending::staff_mails::claim::{self, ClaimedStaffMail, Taken};
use crate::workflow::sending::send::limits::{LEASE, MOST_LOST_CLAIMS, READ_ONE, READ_TOGETHER, STAFF_MAILS};
use crate::workflow::sending::send::mails::Batch;
use crate::workflow::sending::staff_mails::Claimed;
use crate::workflow::sending::staff_mails::letter::letter;
use crate::workflow::sending::staff_mails::subjects::told;
use crate::workflow::sending::staff_mails::told::Told;

/// Claims up to `most` mails, and ends the claims of those that are not to be sent.
pub async fn claim(app: &App, lease: LeaseId, most: u32) -> Result<Batch<Claimed>, StorageError> {
    let mut batch = Batch::default();
    let Taken { mails, unreadable, .. } = take(app, lease, most, &mut batch).await?;
    for mail in unreadable {
        let letter = Err(SendError::new(Cause::Crashed, &mail.error.to_string()));
        let (id, tried, raised_at, recipient) = (mail.id, mail.tried, mail.raised_at, mail.email);
        batch.wanted.push(Arc::new(Claimed { id, tried, raised_at, recipient, letter }));
    }
    let (began, mut unsent) = (Instant::now(), Vec::new());
    for mail in mails {
        let claim = Claim::new(mail.id, lease, &mail.tried);
        let read = if began.elapsed() < READ_TOGETHER { read(app, &mail).await } else { Read::NotYet };
        match read {
            Read::Letter(letter) => batch.wanted.push(Arc::new(Claimed {
                id: mail.id,
                tried: mail.tried,
                raised_at: mail.raised_at,
                recipient: mail.email,
                letter: *letter,
            })),
            unread => unsent.push((claim, unread)),
        }
    }
    batch.cancelled += end_unsent(app, &unsent).await?;
    batch.read_at = Some(Instant::now());
    Ok(batch)
}

/// Claims mails, and ends the claims of those that are wanted no more, were accepted, or lost their worker too often.
async fn take(
    app: &App,
    lease: LeaseId,
    most: u32,
    batch: &mut Batch<Claimed>,
) -> Result<Taken, StorageError> {
    let mut tx = app.db.write().await?;
    // After the wait for the writer: the lease begins here.
    let now = app.now();
    let mut taken = claim::claim(&mut tx, lease, now, now + LEASE, most.min(STAFF_MAILS)).await?;
    for (id, tried) in &taken.unwanted {
        let end = ClaimEnd::Cancelled { at: now };
        outbox::end_claim(&mut tx, Queue::StaffMails, Claim::new(*id, lease, tried), &end).await?;
        batch.cancelled += 1;
    }
    let lost: Vec<_> =
        taken.mails.iter().filter(|mail| mail.tried.lost_claims > 0).map(|mail| mail.id).collect();
    let accepted = acceptances::among(&mut tx, &lost).await?;
    for (id, accepted_at) in &accepted {
        let marked = outbox::mark_sent(&mut tx, Queue::StaffMails, lease, &[*id], *accepted_at).await?;
        acceptances::delete(&mut tx, &marked).await?;
        batch.sent += 1;
    }
    taken.mails.retain(|mail| !accepted.contains_key(&mail.id));
    for mail in taken.mails.extract_if(.., |mail| mail.tried.lost_claims >= MOST_LOST_CLAIMS) {
        let queue = Queue::StaffMails.table();
        tracing::warn!(queue, message_id = %mail.id, cause = %Cause::Crashed, "a message is given up");
        let end = ClaimEnd::Failed { at: now, cause: Cause::Crashed, error: "" };
        outbox::end_claim(&mut tx, Queue::StaffMails, Claim::new(mail.id, lease, &mail.tried), &end).await?;
        batch.failed += 1;
    }
    tx.commit().await?;
    Ok(taken)
}

/// What was read for a mail.
enum Read {
    Letter(Box<Result<Letter, SendError>>),
    Nothing,
    NotBefore(Timestamp),
    /// Nothing was read: those before it took too long.
    NotYet,
}

/// Reads what a mail tells, in a task of its own: one that panics, or takes too long, is the failure of this mail.
async fn read(app: &App, mail: &ClaimedStaffMail) -> Read {
    let (own_app, own_mail) = (app.clone(), mail.clone());
    let reading = async move { timeout(READ_ONE, told(&own_app, &own_mail)).await };
    let letter = match tokio::spawn(reading.in_current_span()).await {
        Ok(Ok(Ok(Told::Words(words)))) => letter(app, mail, words),
        Ok(Ok(Ok(Told::Nothing))) => return Read::Nothing,
        Ok(Ok(Ok(Told::NotBefore(moment)))) => return Read::NotBefore(moment),
        Ok(Ok(Err(error))) => Err(error.into()),
        Ok(Err(_)) => Err(SendError::new(Cause::Crashed, "it took too long to read what the mail tells of")),
        Err(_) => Err(SendError::new(Cause::Crashed, "the program failed on this mail")),
    };
    Read::Letter(Box::new(letter))
}

/// Deletes mails that have nothing to tell any more, puts off those whose hour has not come, and gives back those that were not
/// read; returns how many will not be sent now.
async fn end_unsent(app: &App, unsent: &[(Claim, Read)]) -> Result<u64, StorageError> {
    if unsent.is_empty() {
        return Ok(0);
    }
    let mut tx = app.db.write().await?;
    for (claim, read) in unsent {
        match read {
            Read::NotBefore(moment) => claim::put_off(&mut tx, *claim, *moment).await?,
            Read::Nothing => claim::delete(&mut tx, *claim).await?,
            Read::NotYet | Read::Letter(_) => claim::put_off(&mut tx, *claim, app.now()).await?,
        }
    }
    tx.commit().await?;
    Ok(unsent.iter().filter(|(_, read)| !matches!(read, Read::NotYet)).count() as u64)
}

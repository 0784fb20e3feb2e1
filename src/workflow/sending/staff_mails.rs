//! Mails to staff: claim, send, record, as with invitations, in the same outbox.
//!
//! The rule: an error of one mail is the failure of that mail, to be retried, and holds up no other. Each only goes out while its
//! lease holds, so that no other process sends it too. What the table of attempts says of the mail server is for all mails: in
//! trouble it rests, and what was claimed is given back.

mod about_access;
mod about_follow_ups;
mod about_norms;
mod about_reports;
mod about_signals;
mod about_views;
mod letter;
mod subjects;
mod told;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::MessageId;
use crate::domain::sending::attempt::{self, Next, rest_after};
use crate::domain::sending::delivery::Cause;
use crate::storage::sending::outbox::{self, ClaimEnd, Queue, Tried};
use crate::storage::sending::staff_mails::claim::{self, Claim, ClaimedStaffMail};
use crate::storage::{StorageError, Tx, sending};
use crate::workflow::access::secret::secret_in_use::knows_secret_in_use;
use crate::workflow::sending::lease::Lease;
use crate::workflow::sending::send::limits::{LEASE, MOST_LOST_CLAIMS, STAFF_MAILS};
use crate::workflow::sending::staff_mails::letter::letter;
use crate::workflow::sending::staff_mails::subjects::told;
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail};

/// How a mail ended.
enum Ended {
    Sent,
    /// There is nothing to tell any more.
    Settled,
    /// It goes out at this moment or later.
    PutOff(Timestamp),
}

/// How the sending of a claimed mail went.
#[derive(PartialEq, Eq)]
enum Went {
    Accepted,
    NotAccepted,
    /// The mail server is in trouble: it gets nothing more.
    ServerInTrouble,
}

/// A mail that was not accepted.
struct Unaccepted<'a> {
    id: MessageId,
    raised_at: Timestamp,
    tried: &'a Tried,
    error: UnsentMail,
}

/// Sends due mails, unless sending is paused or the mail server rests; returns how many were accepted.
///
/// # Errors
/// The database failed; claimed mails are claimed again when their lease ends.
#[tracing::instrument(skip_all)]
pub async fn send_staff_mails(app: &App) -> Result<u64, StorageError> {
    let mut sent = 0;
    while may_send(app).await? {
        let lease = Lease::new(app, Queue::StaffMails);
        let claim = claim_batch(app, &lease).await?;
        if claim.taken == 0 {
            break;
        }
        sent += tokio::select! {
            sent = send_all(app, &lease, claim.mails) => sent?,
            () = lease.keep(app) => 0,
        };
    }
    Ok(sent)
}

/// Sends claimed mails one after the other; returns how many were accepted.
async fn send_all(app: &App, lease: &Lease, mails: Vec<ClaimedStaffMail>) -> Result<u64, StorageError> {
    let mut sent = 0;
    let mut mails = mails.into_iter();
    for mail in mails.by_ref() {
        match send(app, lease, &mail).await? {
            Went::Accepted => sent += 1,
            Went::NotAccepted => {}
            Went::ServerInTrouble => break,
        }
    }
    give_back(app, lease, mails).await?;
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

/// Claims mails, and ends the claim of those that are not to be sent.
async fn claim_batch(app: &App, lease: &Lease) -> Result<Claim, StorageError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    let mut claim = claim::claim(&mut tx, lease.id, now, now + LEASE, STAFF_MAILS).await?;
    for id in &claim.unwanted {
        let end = ClaimEnd::Cancelled { at: now };
        outbox::end_claim(&mut tx, Queue::StaffMails, lease.id, *id, &end).await?;
    }
    for mail in std::mem::take(&mut claim.unreadable) {
        let (id, raised_at, tried) = (mail.id, mail.raised_at, &mail.tried);
        let unaccepted = Unaccepted { id, raised_at, tried, error: mail.error.into() };
        record_unaccepted(app, &mut tx, lease, &unaccepted).await?;
    }
    let is_lost = |mail: &ClaimedStaffMail| mail.tried.lost_claims >= MOST_LOST_CLAIMS;
    for mail in claim.mails.extract_if(.., |mail| is_lost(mail)) {
        let end = ClaimEnd::Failed { at: now, cause: Cause::Crashed, error: "" };
        outbox::end_claim(&mut tx, Queue::StaffMails, lease.id, mail.id, &end).await?;
    }
    tx.commit().await?;
    lease.hold(claim.mails.iter().map(|mail| mail.id)).await;
    Ok(claim)
}

/// Sends a mail that is still held under the lease, and records how it ended.
async fn send(app: &App, lease: &Lease, mail: &ClaimedStaffMail) -> Result<Went, StorageError> {
    let mut tx = app.db.write().await?;
    let until = app.now() + LEASE;
    let held = outbox::renew(&mut tx, Queue::StaffMails, lease.id, &[mail.id], until).await?;
    tx.commit().await?;
    let delivered = if held == 1 { Some(deliver(app, mail).await) } else { None };
    lease.let_go([mail.id].into_iter()).await;
    let Some(delivered) = delivered else { return Ok(Went::NotAccepted) };
    let mut tx = app.db.write().await?;
    let went = match delivered {
        Ok(ended) => record(app, &mut tx, lease, mail.id, ended).await?,
        Err(error) => {
            let unaccepted = Unaccepted { id: mail.id, raised_at: mail.raised_at, tried: &mail.tried, error };
            record_unaccepted(app, &mut tx, lease, &unaccepted).await?
        }
    };
    tx.commit().await?;
    Ok(went)
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

async fn record(
    app: &App,
    tx: &mut Tx,
    lease: &Lease,
    id: MessageId,
    ended: Ended,
) -> Result<Went, StorageError> {
    match ended {
        Ended::Sent => {
            outbox::mark_sent(tx, Queue::StaffMails, lease.id, &[id], app.now()).await?;
            sending::end_rest(tx).await?;
            return Ok(Went::Accepted);
        }
        Ended::Settled => claim::delete(tx, id, lease.id).await?,
        Ended::PutOff(until) => claim::put_off(tx, id, lease.id, until).await?,
    }
    Ok(Went::NotAccepted)
}

/// Records that a mail was not accepted, and what comes next by the table of attempts.
async fn record_unaccepted(
    app: &App,
    tx: &mut Tx,
    lease: &Lease,
    Unaccepted { id, raised_at, tried, error }: &Unaccepted<'_>,
) -> Result<Went, StorageError> {
    tracing::warn!(message_id = %id, %error, "a mail to staff was not accepted");
    let (now, cause, said) = (app.now(), error.cause(), &error.in_words());
    let rests = sending::find(tx).await?.rests;
    let rest_until = now + rest_after(rests, app.randomness.share());
    // A refusal of us is no reason to lose a mail that a person waits for.
    let is_about_us = cause == Cause::Policy;
    let before = tried.before(*raised_at, now);
    let next = attempt::next(cause, is_about_us, before);
    let end = match next.due_at(before, now, rest_until, app.randomness.share()) {
        None => ClaimEnd::Failed { at: now, cause, error: said },
        Some(at) => {
            let refused_at = cause.is_refusal().then_some(now);
            ClaimEnd::Retry { at, cause, error: said, is_counted: next == Next::Wait, refused_at }
        }
    };
    outbox::end_claim(tx, Queue::StaffMails, lease.id, *id, &end).await?;
    if !attempt::rests(cause, is_about_us) {
        return Ok(Went::NotAccepted);
    }
    sending::rest(tx, now, rest_until, said).await?;
    Ok(Went::ServerInTrouble)
}

/// Releases what was claimed and not begun.
async fn give_back(
    app: &App,
    lease: &Lease,
    mails: impl Iterator<Item = ClaimedStaffMail>,
) -> Result<(), StorageError> {
    let ids: Vec<MessageId> = mails.map(|mail| mail.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    lease.let_go(ids.iter().copied()).await;
    let mut tx = app.db.write().await?;
    for id in ids {
        outbox::release(&mut tx, Queue::StaffMails, lease.id, id, app.now()).await?;
    }
    tx.commit().await
}

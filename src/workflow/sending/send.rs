//! Sends due messages in four steps: claim, send, note, book.
//!
//! The rule: a message is claimed in one short transaction with a lease, sent with no transaction open, and recorded
//! afterwards. A crash in between repeats the mail, with the same bytes, and never loses it. Whether the recipient
//! may still be asked is checked again at the claim, and a mail that could not begin soon after its claim is
//! released, to be claimed and checked again.
//!
//! Acceptance is recorded in two steps: noted immediately, as a cheap row of its own, so that a crash repeats as few
//! mails as possible; and booked in large batches, since most of what follows from it costs less per mail in a batch.
//! After a crash, the worker that claims a noted message books it and does not send it.

mod about_us;
mod accepted;
mod ahead;
mod claim;
mod compose;
mod known_addresses;
mod round;
mod turn;
mod unsent;

use std::ops::AddAssign;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::task::JoinError;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::domain::answering::news::Sentence;
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::complaints::complaint::Reference;
use crate::mail::send_error::SendError;
use crate::storage::StorageError;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::sending::messages::ClaimedMessage;
use crate::workflow::sending::send::round::Round;

/// The lease of a claim, unless a heartbeat renews it.
pub const LEASE: TimeDelta = TimeDelta::seconds(30);

/// Retries of recording while the database is busy, and the pause between; in total less than the lease.
const RECORD_TRIES: u32 = 4;
const RECORD_PAUSE: Duration = Duration::from_millis(500);

/// The result of a round of sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SendReport {
    /// Accepted by the mail server.
    pub sent: u64,
    /// To be retried.
    pub retried: u64,
    /// Given up on, or refused for good.
    pub failed: u64,
    /// Not sent: withdrawn, answered or withheld meanwhile.
    pub cancelled: u64,
}

/// A claimed message, its invitation, and the texts that its mail is composed of at every attempt.
struct Claimed {
    message: ClaimedMessage,
    invitation: StoredInvitation,
    texts: Arc<OwnTexts>,
    /// That of the complaint, if mails show it.
    reference: Option<Reference>,
    /// What a mail about an answer says.
    news: Option<Sentence>,
}

/// A claimed message that was not accepted, and why; `None` if its sending had not begun.
struct Unsent {
    claimed: Arc<Claimed>,
    refusal: Option<SendError>,
}

/// Sends until nothing more is due, the sending hours end, or `stop` is cancelled.
///
/// # Errors
/// The database failed; claimed messages are claimed again when their lease ends.
#[tracing::instrument(skip_all)]
pub async fn send_messages(app: &App, stop: &CancellationToken) -> Result<SendReport, StorageError> {
    // Spawned, so that it runs on the same threads as its mails: the caller may be on another, with a wake-up across
    // threads each time.
    let (own, stop) = (app.clone(), stop.clone());
    let round = tokio::spawn(async move { Round::new(&own, &stop).run().await });
    let outcome = round.await;
    app.mailer.close_idle();
    outcome.unwrap_or_else(|error| Err(stopped(&error)))
}

/// Retries while the database is busy: an accepted mail that is not recorded would be sent again.
async fn patiently<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, StorageError>
where
    F: Future<Output = Result<T, StorageError>>,
{
    let mut tries = 0;
    loop {
        match attempt().await {
            Err(error) if error.is_passing() && tries < RECORD_TRIES => {
                tries += 1;
                tokio::time::sleep(RECORD_PAUSE).await;
            }
            outcome => return outcome,
        }
    }
}

/// The error for a task that ended without a result.
fn stopped(error: &JoinError) -> StorageError {
    StorageError::Commit(error.to_string().into())
}

impl AddAssign for SendReport {
    fn add_assign(&mut self, more: Self) {
        self.sent += more.sent;
        self.retried += more.retried;
        self.failed += more.failed;
        self.cancelled += more.cancelled;
    }
}

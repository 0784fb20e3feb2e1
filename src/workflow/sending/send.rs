//! Sending what is due: claim, send, note, book.
//!
//! The rule: a message is claimed in one short transaction with a lease, sent with no transaction open, and
//! recorded afterwards. A crash in between repeats the mail, with the same bytes, and never loses it. Whether the
//! person may still be asked is looked at again at the claim, and a mail whose turn comes long after its claim is given
//! back, to be claimed and looked at anew.
//!
//! That a mail was accepted is recorded in two steps: noted at once, a row of its own that costs next to nothing, so that a
//! crash repeats as few as possible; and booked together with many others, since most of what follows from it costs less
//! the more are done at once. Whoever claims a message after a crash books what was noted of it and sends nothing.

mod about_us;
mod accepted;
mod ahead;
mod claim;
mod compose;
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
use crate::mail::send_error::SendError;
use crate::storage::StorageError;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::sending::messages::ClaimedMessage;
use crate::workflow::sending::send::round::Round;

/// How long a claim holds without a sign of life.
pub const LEASE: TimeDelta = TimeDelta::seconds(30);

/// How often recording is tried again while the database is busy, and the pause between; together within the lease.
const RECORD_TRIES: u32 = 4;
const RECORD_PAUSE: Duration = Duration::from_millis(500);

/// What a round of sending did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SendReport {
    /// Accepted by the mail server.
    pub sent: u64,
    /// To be tried again.
    pub retried: u64,
    /// Given up or refused for good.
    pub failed: u64,
    /// Not sent any more: withdrawn, answered or withheld meanwhile.
    pub cancelled: u64,
}

/// A claimed message with the invitation that it belongs to.
struct Claimed {
    message: ClaimedMessage,
    invitation: StoredInvitation,
}

/// A message that was claimed and not accepted, and what was said; nothing where its sending had not begun.
struct Unsent {
    claimed: Arc<Claimed>,
    refusal: Option<SendError>,
}

/// Sends what is due until nothing more is, the sending hours end, or `stop` says so.
///
/// # Errors
/// The database failed; what was claimed is taken up again when its lease ends.
pub async fn send_messages(app: &App, stop: &CancellationToken) -> Result<SendReport, StorageError> {
    // A task of its own runs on the threads that its mails run on; whoever calls may be on another, to be woken each time.
    let (own, stop) = (app.clone(), stop.clone());
    let round = tokio::spawn(async move { Round::new(&own, &stop).run().await });
    let outcome = round.await;
    app.mailer.close_idle();
    outcome.unwrap_or_else(|error| Err(stopped(&error)))
}

/// Tries again while the database is busy: an accepted mail that is not recorded is sent again.
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

/// A task that ended without an outcome.
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

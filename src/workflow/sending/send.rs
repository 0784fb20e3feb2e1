//! Sends due messages in four loops over bounded channels: claim, send on each connection, note, book.
//!
//! The rule: a message is claimed in one short transaction with a lease, sent with no transaction open, and recorded
//! afterwards. A crash in between repeats the mail, with the same bytes, and never loses it. Whether the recipient
//! may still be asked is checked again at the claim, and a mail that could not begin soon after its claim is
//! released, to be claimed and checked again.
//!
//! Acceptance is recorded in two steps: noted immediately, as a cheap row of its own, so that a crash repeats as few
//! mails as possible; and booked in large batches, since most of what follows from it costs less per mail in a batch.
//! After a crash, the worker that claims a noted message books it and does not send it.
//!
//! When told to stop, a round claims nothing more and waits for mails in flight, for a limited time. The limits, each
//! with its reason, are in `send/limits.rs`.

mod about_us;
mod accepted;
mod ahead;
mod booking;
mod channel;
mod claim;
mod claiming;
mod compose;
mod known_addresses;
pub mod limits;
mod noting;
mod round;
mod sending;
mod unsent;

use std::ops::AddAssign;
use std::sync::Arc;

use tokio::sync::mpsc::channel;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use crate::app::App;
use crate::domain::answering::news::Sentence;
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::complaints::complaint::Reference;
use crate::mail::send_error::SendError;
use crate::storage::StorageError;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::sending::messages::ClaimedMessage;
use crate::workflow::sending::send::ahead::Ahead;
use crate::workflow::sending::send::booking::book_loop;
use crate::workflow::sending::send::channel::Shared;
use crate::workflow::sending::send::claiming::claim_loop;
use crate::workflow::sending::send::limits::{
    FAREWELL, NOT_BOOKED, NOT_NOTED, NOTES, RECORD_PAUSE, RECORD_TRIES,
};
use crate::workflow::sending::send::noting::note_loop;
use crate::workflow::sending::send::round::Round;
use crate::workflow::sending::send::sending::send_loop;

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
    let round = Arc::new(Round::new(app, stop));
    tokio::select! {
        () = run(&round, stop) => {}
        () = round.lease.keep(app) => {}
    }
    app.mailer.close_idle();
    round.result()
}

/// Runs the loops until nothing is in flight. The channels close one after the other: what ends is still noted, and what
/// is noted is still booked.
async fn run(round: &Arc<Round>, stop: &CancellationToken) {
    let connections = round.connections();
    let (mails, waiting) = channel(Ahead::most(&round.app.config.mail));
    let (ends, ended) = channel(NOT_NOTED * connections);
    let (notes, noted) = channel(NOT_BOOKED);
    let (waiting, ended) = (Shared::new(waiting), Shared::new(ended));
    let (mut senders, mut recorders) = (JoinSet::new(), JoinSet::new());
    for _ in 0..connections {
        senders.spawn(send_loop(round.clone(), waiting.clone(), ends.clone()).in_current_span());
    }
    senders.spawn(claim_loop(round.clone(), mails, waiting, ends).in_current_span());
    for _ in 0..NOTES {
        recorders.spawn(note_loop(round.clone(), ended.clone(), notes.clone()).in_current_span());
    }
    recorders.spawn(book_loop(round.clone(), noted).in_current_span());
    drop((ended, notes));
    let farewell = async {
        stop.cancelled().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        () = join(round, &mut senders) => {}
        // What is still in flight keeps its claim until the lease ends, since it may have been delivered.
        () = farewell => senders.shutdown().await,
    }
    join(round, &mut recorders).await;
}

async fn join(round: &Round, loops: &mut JoinSet<()>) {
    while let Some(ended) = loops.join_next().await {
        if let Err(error) = ended {
            round.fail(stopped(&error));
        }
    }
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

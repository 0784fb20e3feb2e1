//! Sends what is due of a queue of mails in four loops over bounded channels: claim, send on each connection, note, book.
//!
//! The rule: a mail is claimed in one short transaction with a lease, sent with no transaction open, and recorded
//! afterwards. A crash in between repeats the mail, with the same bytes, and never loses it. Whether the recipient
//! may still be mailed is checked again at the claim, and a mail that could not begin soon after its claim is
//! released, to be claimed and checked again.
//!
//! Acceptance is recorded in two steps: noted immediately, as a cheap row of its own, so that a crash repeats as few
//! mails as possible; and booked in large batches, since most of what follows from it costs less per mail in a batch.
//! After a crash, the worker that claims a noted mail books it and does not send it.
//!
//! When told to stop, a round claims nothing more and waits for mails in flight, for a limited time. The limits, each
//! with its reason, are in `send/limits.rs`; what a queue says of its mails is in `send/mails.rs`.

mod about_us;
mod ahead;
mod booking;
mod channel;
mod claim;
mod claiming;
pub mod lease;
pub mod limits;
pub mod mails;
mod noting;
mod round;
mod sending;
mod unsent;

use std::ops::AddAssign;
use std::sync::Arc;

use tokio::sync::mpsc::channel;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use crate::app::App;
use crate::storage::StorageError;
use crate::workflow::sending::send::ahead::Ahead;
pub use crate::workflow::sending::send::booking::book;
use crate::workflow::sending::send::booking::book_loop;
use crate::workflow::sending::send::channel::Shared;
use crate::workflow::sending::send::claiming::claim_loop;
use crate::workflow::sending::send::limits::{FAREWELL, NOT_BOOKED, NOT_NOTED, NOTES};
use crate::workflow::sending::send::mails::Mails;
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
    /// Not sent: withdrawn, answered, withheld or wanted no more meanwhile.
    pub cancelled: u64,
}

/// Sends until nothing more is due, its hours end, or `stop` is cancelled.
///
/// # Errors
/// The database failed; claimed mails are claimed again when their lease ends.
pub async fn send<M: Mails>(app: &App, stop: &CancellationToken) -> Result<SendReport, StorageError> {
    let round = Arc::new(Round::new(app, M::QUEUE, stop));
    tokio::select! {
        () = run::<M>(&round, stop) => {}
        () = round.lease.keep(app) => {}
    }
    app.mailer.close_idle();
    round.result().inspect_err(|_| {
        let SendReport { sent, retried, failed, cancelled } = round.report();
        tracing::info!(sent, retried, failed, cancelled, "what was done before the database failed");
    })
}

/// Runs the loops until nothing is in flight. The channels close one after the other: what ends is still noted, and what
/// is noted is still booked.
async fn run<M: Mails>(round: &Arc<Round>, stop: &CancellationToken) {
    let connections = round.connections();
    let (mails, waiting) = channel(Ahead::most(&round.app.config.mail));
    // Each sender keeps a place, so that as many can end as are handed over.
    let (ends, ended) = channel((NOT_NOTED + 1) * connections);
    let (notes, noted) = channel(NOT_BOOKED);
    let (waiting, ended) = (Shared::new(waiting), Shared::new(ended));
    let (mut senders, mut recorders) = (JoinSet::new(), JoinSet::new());
    for _ in 0..connections {
        let send = send_loop::<M>(round.clone(), waiting.clone(), ends.clone());
        senders.spawn(send.in_current_span());
    }
    senders.spawn(claim_loop::<M>(round.clone(), mails, waiting, ends).in_current_span());
    for _ in 0..NOTES {
        recorders.spawn(note_loop::<M>(round.clone(), ended.clone(), notes.clone()).in_current_span());
    }
    recorders.spawn(book_loop::<M>(round.clone(), noted).in_current_span());
    drop((ended, notes));
    let farewell = async {
        stop.cancelled().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        // Both at once: when a recorder panics, the senders have to hear of it.
        _ = async { tokio::join!(join(round, &mut senders), join(round, &mut recorders)) } => {}
        () = farewell => {}
    }
    // What is still in flight keeps its claim until the lease ends, since it may have been delivered.
    senders.shutdown().await;
    join(round, &mut recorders).await;
}

async fn join(round: &Round, loops: &mut JoinSet<()>) {
    while let Some(ended) = loops.join_next().await {
        // The words of a panic may name a person; its place is logged with it.
        if ended.is_err() {
            round.fail(StorageError::Panicked);
        }
    }
}

impl AddAssign for SendReport {
    fn add_assign(&mut self, more: Self) {
        self.sent += more.sent;
        self.retried += more.retried;
        self.failed += more.failed;
        self.cancelled += more.cancelled;
    }
}

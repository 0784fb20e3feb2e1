//! The loop that notes: accepted mails as a cheap row each, and mails that were not accepted with why.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::mpsc::Sender;

use crate::domain::Timestamp;
use crate::workflow::sending::send::channel::Shared;
use crate::workflow::sending::send::limits::GATHER_NOTES;
use crate::workflow::sending::send::round::{Ended, Outcome, Round};
use crate::workflow::sending::send::{Claimed, Unsent, accepted, unsent};

/// A mail that is noted, and when.
pub struct Noted {
    pub claimed: Arc<Claimed>,
    pub at: Timestamp,
}

/// Notes what has ended until nothing more can end.
///
/// A batch is half of the possible hand-overs, so that the other half goes on meanwhile.
pub async fn note_loop(round: Arc<Round>, ended: Shared<Ended>, noted: Sender<Noted>) {
    loop {
        let batch = ended.gather(round.connections(), GATHER_NOTES).await;
        if batch.is_empty() {
            return;
        }
        let recorded = batch.len();
        let (mut mails, mut permits, mut not_sent) = (Vec::new(), Vec::new(), Vec::new());
        for Ended { claimed, outcome } in batch {
            match outcome {
                Outcome::Accepted(permit) => {
                    mails.push(claimed);
                    permits.push(permit);
                }
                Outcome::Refused(error) => not_sent.push(Unsent { claimed, refusal: Some(error) }),
                Outcome::NotBegun => not_sent.push(Unsent { claimed, refusal: None }),
            }
        }
        let may_rest = !not_sent.is_empty() || round.may_end_rest.load(Ordering::SeqCst);
        let turn = if may_rest { Some(round.rests.lock().await) } else { None };
        // First: noting may end a rest, and a refusal may start another.
        note(&round, mails, &noted).await;
        drop(permits);
        record(&round, &not_sent).await;
        drop(turn);
        round.flight.send_modify(|flight| flight.unrecorded -= recorded);
    }
}

async fn note(round: &Round, mails: Vec<Arc<Claimed>>, noted: &Sender<Noted>) {
    if mails.is_empty() {
        return;
    }
    let may_end_rest = round.may_end_rest.load(Ordering::SeqCst);
    round.checked(accepted::note(&round.app, &mails, may_end_rest).await);
    let at = round.app.now();
    // A mail that could not be noted may still be booked.
    for claimed in mails {
        drop(noted.send(Noted { claimed, at }).await);
    }
}

async fn record(round: &Round, mails: &[Unsent]) {
    if mails.is_empty() {
        return;
    }
    if round.is_in_trouble() {
        round.may_end_rest.store(true, Ordering::SeqCst);
    }
    round.lease.let_go(mails.iter().map(|unsent| unsent.claimed.message.id)).await;
    let recorded = unsent::record(&round.app, round.lease.id, mails).await;
    if let Some(report) = round.checked(recorded) {
        round.add(report);
    }
}

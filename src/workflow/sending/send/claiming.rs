//! The loop that claims: as much as the mail server takes while the claims are fresh, and nothing it should not get.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::mpsc::Sender;
use tokio::time::Instant;

use crate::workflow::sending::send::SendReport;
use crate::workflow::sending::send::ahead::Ahead;
use crate::workflow::sending::send::channel::Shared;
use crate::workflow::sending::send::claim::claim;
use crate::workflow::sending::send::limits::HEARTBEAT;
use crate::workflow::sending::send::mails::{Batch, Mails};
use crate::workflow::sending::send::round::{Begin, Ended, Flight, Outcome, Round};

/// Claims until nothing more is due and everything has ended, or until told to stop; then gives back what no
/// connection has taken.
pub async fn claim_loop<M: Mails>(
    round: Arc<Round>,
    mails: Sender<Begin<M::Claimed>>,
    waiting: Shared<Begin<M::Claimed>>,
    ended: Sender<Ended<M::Claimed>>,
) {
    let mut ahead = Ahead::new(&round.app.config.mail);
    while wait_for_room(&round, &ahead).await {
        let held = round.flight.borrow().held;
        let room = ahead.room(held, Instant::now());
        if room == 0 {
            continue;
        }
        let number = round.next_claim();
        // Taken before: the lease and the freshness of a claim count from here, however long it takes.
        let claimed_at = Instant::now();
        let claimed = claim::<M>(&round.app, round.lease.id, room).await;
        let Some((batch, is_after_rest)) = round.checked(claimed) else { break };
        round.may_end_rest.store(is_after_rest, Ordering::SeqCst);
        if batch.is_empty() {
            if is_all(&round).await {
                break;
            }
            continue;
        }
        let before = batch.read_at.unwrap_or(claimed_at) + ahead.freshness();
        let begins = Begins { claimed_at, before, claim: number };
        take_in::<M>(&round, &mails, batch, begins).await;
    }
    drop(mails);
    if round.halt.is_cancelled() {
        while let Some(Begin { claimed, .. }) = waiting.next().await {
            round.end(&Outcome::NotBegun);
            drop(ended.send(Ended { claimed, outcome: Outcome::NotBegun }).await);
        }
    }
}

/// Waits until at most half of the capacity is held; false when told to stop.
///
/// After a rest one mail tests whether the server has recovered, and its outcome decides what is claimed next. Trouble
/// with the server leads to a rest, which the next claim must see.
async fn wait_for_room(round: &Round, ahead: &Ahead) -> bool {
    let half = ahead.capacity() / 2;
    let has_room = |flight: &Flight| {
        let is_test = round.may_end_rest.load(Ordering::SeqCst);
        let waits_for_records = is_test || round.is_in_trouble();
        let most = if is_test { 0 } else { half };
        flight.held <= most && (flight.unrecorded == 0 || !waits_for_records)
    };
    wait_until(round, half, has_room).await
}

/// Whether nothing more comes after a claim that found nothing: everything ends before a heartbeat is due, and nothing
/// is released meanwhile. Otherwise more may have become due.
async fn is_all(round: &Round) -> bool {
    let ends =
        wait_until(round, 0, |flight| flight.held == 0 && (flight.released == 0 || flight.unrecorded == 0));
    tokio::time::timeout(HEARTBEAT, ends).await.is_ok() && round.flight.borrow().released == 0
}

/// Waits for something that is so only while at most `watched` mails are held; false when told to stop.
async fn wait_until(round: &Round, watched: usize, is_so: impl FnMut(&Flight) -> bool) -> bool {
    round.flight.send_if_modified(|flight| {
        flight.watched = watched;
        false
    });
    let mut flight = round.flight.subscribe();
    tokio::select! {
        biased;
        () = round.halt.cancelled() => false,
        reached = flight.wait_for(is_so) => reached.is_ok(),
    }
}

/// When the mails of a claim begin.
struct Begins {
    claimed_at: Instant,
    before: Instant,
    claim: u64,
}

async fn take_in<M: Mails>(
    round: &Round,
    mails: &Sender<Begin<M::Claimed>>,
    batch: Batch<M::Claimed>,
    Begins { claimed_at, before, claim }: Begins,
) {
    let Batch { wanted, sent, failed, cancelled, .. } = batch;
    round.add(SendReport { sent, failed, cancelled, retried: 0 });
    round.lease.hold(wanted.iter().map(|claimed| M::item(claimed).claim()), claimed_at);
    let mut free = round.connections().saturating_sub(round.flight.borrow().held);
    round.flight.send_if_modified(|flight| {
        flight.held += wanted.len();
        false
    });
    for claimed in wanted {
        let claim = (free == 0).then_some(claim);
        free = free.saturating_sub(1);
        drop(mails.send(Begin { claimed, before, claim }).await);
    }
}

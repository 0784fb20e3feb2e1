//! The loop that notes: accepted mails as a cheap row each, and mails that were not accepted with why.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::mpsc::Sender;

use crate::domain::Timestamp;
use crate::domain::ids::MessageId;
use crate::storage::sending::{self, acceptances};
use crate::storage::{Db, StorageError};
use crate::workflow::sending::send::channel::Shared;
use crate::workflow::sending::send::limits::GATHER_NOTES;
use crate::workflow::sending::send::mails::Mails;
use crate::workflow::sending::send::round::{Ended, Outcome, Round};
use crate::workflow::sending::send::unsent::{self, Unsent};

/// A mail that is noted, and when.
pub struct Noted<C> {
    pub claimed: Arc<C>,
    pub at: Timestamp,
    /// A mail that could not be noted may still be booked.
    pub is_noted: bool,
}

/// Notes what has ended until nothing more can end.
///
/// A batch is half of the possible hand-overs, so that the other half goes on meanwhile.
pub async fn note_loop<M: Mails>(
    round: Arc<Round>,
    ended: Shared<Ended<M::Claimed>>,
    noted: Sender<Noted<M::Claimed>>,
) {
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
        let may_end_rest = round.may_end_rest.load(Ordering::SeqCst);
        let turn = if may_end_rest || !not_sent.is_empty() { Some(round.rests.lock().await) } else { None };
        // First: noting may end a rest, and a refusal may start another.
        note::<M>(&round, mails, may_end_rest, &noted).await;
        drop(permits);
        record::<M>(&round, &not_sent).await;
        drop(turn);
        round.flight.send_modify(|flight| flight.unrecorded -= recorded);
    }
}

async fn note<M: Mails>(
    round: &Round,
    mails: Vec<Arc<M::Claimed>>,
    may_end_rest: bool,
    noted: &Sender<Noted<M::Claimed>>,
) {
    if mails.is_empty() {
        return;
    }
    let ids: Vec<MessageId> = mails.iter().map(|claimed| M::item(claimed).id).collect();
    let at = round.app.now();
    let is_noted = round.checked(insert_notes_patiently(round, &ids, at).await).is_some();
    if may_end_rest {
        round.checked(round.patiently(|| end_rest::<M>(&round.app.db)).await);
    }
    for claimed in mails {
        drop(noted.send(Noted { claimed, at, is_noted }).await);
    }
}

/// A writer that works for long, such as on a file of gigabytes that is written anew, is waited for until told to stop: without a note
/// the customer is mailed again.
async fn insert_notes_patiently(round: &Round, ids: &[MessageId], at: Timestamp) -> Result<(), StorageError> {
    loop {
        let noted = round.patiently(|| insert_notes(&round.app.db, ids, at)).await;
        if !matches!(noted, Err(StorageError::TookTooLong)) || round.stop.is_cancelled() {
            return noted;
        }
    }
}

async fn insert_notes(db: &Db, ids: &[MessageId], at: Timestamp) -> Result<(), StorageError> {
    let mut tx = db.write_singly().await?;
    acceptances::insert(&mut tx, ids, at).await?;
    tx.commit().await
}

async fn end_rest<M: Mails>(db: &Db) -> Result<(), StorageError> {
    let mut tx = db.write().await?;
    sending::end_rest(&mut tx, M::QUEUE).await?;
    tx.commit().await
}

async fn record<M: Mails>(round: &Round, mails: &[Unsent<M::Claimed>]) {
    // After a failure of the database they keep their claims until the lease ends.
    if mails.is_empty() || round.has_failed() {
        return;
    }
    if round.is_in_trouble() {
        round.may_end_rest.store(true, Ordering::SeqCst);
    }
    round.lease.let_go(mails.iter().map(|unsent| M::item(&unsent.claimed).claim())).await;
    let recorded = round.patiently(|| unsent::record::<M>(&round.app, round.lease.id, mails)).await;
    if let Some(report) = round.checked(recorded) {
        round.add(report);
    }
}

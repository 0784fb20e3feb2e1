//! The loop that books noted mails in large batches.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::mpsc::Receiver;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::{LeaseId, MessageId};
use crate::storage::sending::{acceptances, outbox};
use crate::storage::{StorageError, Tx};
use crate::workflow::sending::send::SendReport;
use crate::workflow::sending::send::channel::gather;
use crate::workflow::sending::send::limits::{BOOKED_TOGETHER, GATHER_BOOKINGS};
use crate::workflow::sending::send::mails::Mails;
use crate::workflow::sending::send::noting::Noted;
use crate::workflow::sending::send::round::Round;

/// Books what is noted until nothing more can be.
pub async fn book_loop<M: Mails>(round: Arc<Round>, mut noted: Receiver<Noted<M::Claimed>>) {
    loop {
        let mut batch = gather(&mut noted, BOOKED_TOGETHER, GATHER_BOOKINGS).await;
        let Some(accepted_at) = batch.first().map(|noted| noted.at) else { return };
        if round.has_failed() {
            // A note is enough: the worker that claims the mail next books it.
            batch.retain(|noted| !noted.is_noted);
        }
        if batch.is_empty() {
            continue;
        }
        let mails: Vec<Arc<M::Claimed>> = batch.into_iter().map(|noted| noted.claimed).collect();
        round.lease.let_go(mails.iter().map(|claimed| M::item(claimed).claim())).await;
        let lease = round.lease.id;
        let booked = round
            .patiently(|| async {
                let mut tx = round.app.db.write().await?;
                let booked = book::<M>(&round.app, &mut tx, lease, &mails, accepted_at).await?;
                tx.commit().await?;
                Ok(booked)
            })
            .await;
        if let Some(sent) = round.checked(booked) {
            round.add(SendReport { sent, ..SendReport::default() });
        }
    }
}

/// Books mails that were accepted at `accepted_at`, in the caller's transaction; returns how many this lease still held.
pub async fn book<M: Mails>(
    app: &App,
    tx: &mut Tx,
    lease: LeaseId,
    noted: &[Arc<M::Claimed>],
    accepted_at: Timestamp,
) -> Result<u64, StorageError> {
    let ids: Vec<MessageId> = noted.iter().map(|claimed| M::item(claimed).id).collect();
    let marked = outbox::mark_sent(tx, M::QUEUE, lease, &ids, accepted_at).await?;
    // A mail that another worker has claimed by now keeps its note, in case that worker is lost as well.
    acceptances::delete(tx, &marked).await?;
    if marked.len() < noted.len() {
        tracing::warn!("the lease on a message ended before its sending did");
    }
    let ours: HashSet<MessageId> = marked.iter().copied().collect();
    let is_ours = |claimed: &&Arc<M::Claimed>| ours.contains(&M::item(claimed).id);
    let mails: Vec<Arc<M::Claimed>> = noted.iter().filter(is_ours).cloned().collect();
    M::sent(app, tx, &mails, accepted_at).await?;
    Ok(marked.len() as u64)
}

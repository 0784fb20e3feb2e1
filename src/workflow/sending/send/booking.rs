//! The loop that books noted mails in large batches.

use std::sync::Arc;

use tokio::sync::mpsc::Receiver;

use crate::workflow::sending::send::channel::gather;
use crate::workflow::sending::send::limits::{BOOKED_TOGETHER, GATHER_BOOKINGS};
use crate::workflow::sending::send::noting::Noted;
use crate::workflow::sending::send::round::Round;
use crate::workflow::sending::send::{Claimed, SendReport, accepted};

/// Books what is noted until nothing more can be.
pub async fn book_loop(round: Arc<Round>, mut noted: Receiver<Noted>) {
    loop {
        let batch = gather(&mut noted, BOOKED_TOGETHER, GATHER_BOOKINGS).await;
        let Some(accepted_at) = batch.first().map(|noted| noted.at) else { return };
        let mails: Vec<Arc<Claimed>> = batch.into_iter().map(|noted| noted.claimed).collect();
        round.lease.let_go(mails.iter().map(|claimed| claimed.message.id)).await;
        let booked = accepted::book(&round.app, round.lease.id, &mails, accepted_at).await;
        if let Some(sent) = round.checked(booked) {
            round.add(SendReport { sent, ..SendReport::default() });
        }
    }
}

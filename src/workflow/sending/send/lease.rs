//! The lease of a sender: one for all its claims in a queue, renewed by a heartbeat while the mail server is slow.
//!
//! The rule: a heartbeat touches no row that a record is working on, so that the two never wait for each other; and nothing is
//! handed over of which another worker may hold the claim by then.

use std::collections::HashSet;

use tokio::sync::{Mutex, watch};
use tokio::time::{Instant, interval_at, timeout};

use crate::app::App;
use crate::domain::ids::{LeaseId, MessageId};
use crate::storage::StorageError;
use crate::storage::sending::outbox::{self, Queue};
use crate::workflow::sending::send::limits::{HEARTBEAT, LAST_OF_LEASE, LEASE};

pub struct Lease {
    pub id: LeaseId,
    queue: Queue,
    /// Claimed, and neither being booked nor being recorded as not accepted. Locked throughout a heartbeat.
    held: Mutex<HashSet<MessageId>>,
    /// When the last heartbeat that succeeded began.
    renewed_at: watch::Sender<Option<Instant>>,
}

impl Lease {
    pub fn new(app: &App, queue: Queue) -> Self {
        let id = LeaseId(app.randomness.uuid(app.now()));
        Self { id, queue, held: Mutex::default(), renewed_at: watch::Sender::default() }
    }

    /// Renews the lease of these claims from now on.
    pub async fn hold(&self, ids: impl Iterator<Item = MessageId>) {
        self.held.lock().await.extend(ids);
    }

    /// Renews the lease of these claims no more: they are about to be recorded.
    pub async fn let_go(&self, ids: impl Iterator<Item = MessageId>) {
        let mut held = self.held.lock().await;
        for id in ids {
            held.remove(&id);
        }
    }

    /// Whether a claim that began at this moment, and has been held since, surely lasts for a while.
    pub fn lasts(&self, claimed_at: Instant) -> bool {
        let since = self.renewed_at.borrow().map_or(claimed_at, |renewed_at| renewed_at.max(claimed_at));
        let whole = LEASE.to_std().unwrap_or_default();
        Instant::now() < since + whole.saturating_sub(LAST_OF_LEASE)
    }

    /// Renews until dropped; a heartbeat that fails is made up for by the next.
    #[tracing::instrument(skip_all)]
    pub async fn keep(&self, app: &App) {
        let mut heartbeats = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        loop {
            let began = heartbeats.tick().await;
            let renewed = timeout(HEARTBEAT, self.renew(app)).await;
            match renewed.unwrap_or(Err(StorageError::TookTooLong)) {
                Ok(()) => drop(self.renewed_at.send_replace(Some(began))),
                Err(error) => {
                    tracing::warn!(%error, "a sign of life was lost; the claims hold until the lease ends");
                }
            }
        }
    }

    async fn renew(&self, app: &App) -> Result<(), StorageError> {
        let held = self.held.lock().await;
        let ids: Vec<MessageId> = held.iter().copied().collect();
        if ids.is_empty() {
            return Ok(());
        }
        let until = app.now() + LEASE;
        let mut tx = app.db.write().await?;
        outbox::renew(&mut tx, self.queue, self.id, &ids, until).await?;
        tx.commit().await
    }
}

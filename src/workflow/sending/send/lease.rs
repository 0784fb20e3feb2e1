//! The lease of a sender: one for all its claims in a queue, renewed by a heartbeat while the mail server is slow.
//!
//! The rule: a heartbeat touches no row that a record is working on, so that the two never wait for each other; and nothing is
//! handed over of which another worker may hold the claim by then.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use crate::app::App;
use crate::domain::ids::{LeaseId, MessageId};
use crate::storage::StorageError;
use crate::storage::sending::outbox::{self, Queue};
use crate::workflow::sending::send::limits::{HEARTBEAT, LAST_OF_LEASE, LEASE};

/// A claim: the mail, and the attempt that it is.
pub type Held = (MessageId, u32);

pub struct Lease {
    pub id: LeaseId,
    queue: Queue,
    /// Claimed, and neither being booked nor being recorded as not accepted; each with the moment since which it surely holds.
    held: Mutex<HashMap<Held, Instant>>,
    /// Locked throughout a heartbeat.
    heartbeat: tokio::sync::Mutex<()>,
}

impl Lease {
    pub fn new(app: &App, queue: Queue) -> Self {
        let id = LeaseId(app.randomness.uuid(app.now()));
        Self { id, queue, held: Mutex::default(), heartbeat: tokio::sync::Mutex::default() }
    }

    /// Renews the lease of these claims, which began at this moment, from now on.
    pub fn hold(&self, claims: impl Iterator<Item = Held>, claimed_at: Instant) {
        self.held().extend(claims.map(|claim| (claim, claimed_at)));
    }

    /// Renews the lease of these claims no more: they are about to be recorded.
    pub async fn let_go(&self, claims: impl Iterator<Item = Held>) {
        let _between_heartbeats = self.heartbeat.lock().await;
        let mut held = self.held();
        for claim in claims {
            held.remove(&claim);
        }
    }

    /// Whether a claim surely lasts for a while.
    pub fn lasts(&self, claim: Held) -> bool {
        let whole = LEASE.to_std().unwrap_or_default().saturating_sub(LAST_OF_LEASE);
        self.held().get(&claim).is_some_and(|since| Instant::now() < *since + whole)
    }

    /// Renews until dropped; a heartbeat that fails is made up for by the next.
    #[tracing::instrument(skip_all)]
    pub async fn keep(&self, app: &App) {
        let mut heartbeats = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        heartbeats.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            heartbeats.tick().await;
            let renewed = timeout(HEARTBEAT, self.renew(app)).await;
            if let Err(error) = renewed.unwrap_or(Err(StorageError::TookTooLong)) {
                tracing::warn!(%error, "a sign of life was lost; the claims hold until the lease ends");
            }
        }
    }

    async fn renew(&self, app: &App) -> Result<(), StorageError> {
        let _heartbeat = self.heartbeat.lock().await;
        let ids: Vec<MessageId> = self.held().keys().map(|(id, _)| *id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let (began, until) = (Instant::now(), app.now() + LEASE);
        let mut tx = app.db.write().await?;
        let renewed = outbox::renew(&mut tx, self.queue, self.id, &ids, until).await?;
        tx.commit().await?;
        let mut held = self.held();
        for claim in renewed {
            // What another worker has claimed since is not renewed, and not handed over.
            held.entry(claim).and_modify(|since| *since = began);
        }
        Ok(())
    }

    fn held(&self) -> MutexGuard<'_, HashMap<Held, Instant>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

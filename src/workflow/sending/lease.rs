//! The lease of a sender: one for all its claims in a queue, renewed by a heartbeat while the mail server is slow.
//!
//! The rule: a heartbeat touches no row that a record is working on, so that the two never wait for each other.

use std::collections::HashSet;

use tokio::sync::Mutex;

use crate::app::App;
use crate::domain::ids::{LeaseId, MessageId};
use crate::storage::StorageError;
use crate::storage::sending::outbox::{self, Queue};
use crate::workflow::sending::send::limits::{HEARTBEAT, LEASE};

pub struct Lease {
    pub id: LeaseId,
    queue: Queue,
    /// Claimed, and neither being booked nor being recorded as not accepted. Locked throughout a heartbeat.
    held: Mutex<HashSet<MessageId>>,
}

impl Lease {
    pub fn new(app: &App, queue: Queue) -> Self {
        Self { queue, id: LeaseId(app.randomness.uuid(app.now())), held: Mutex::default() }
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

    /// Renews until dropped; a heartbeat that fails is made up for by the next.
    #[tracing::instrument(skip_all)]
    pub async fn keep(&self, app: &App) {
        loop {
            tokio::time::sleep(HEARTBEAT).await;
            if let Err(error) = self.renew(app).await {
                tracing::warn!(%error, "a sign of life was lost; the claims hold until the lease ends");
            }
        }
    }

    async fn renew(&self, app: &App) -> Result<(), StorageError> {
        let held = self.held.lock().await;
        let ids: Vec<MessageId> = held.iter().copied().collect();
        if ids.is_empty() {
            return Ok(());
        }
        let mut tx = app.db.write().await?;
        outbox::renew(&mut tx, self.queue, self.id, &ids, app.now() + LEASE).await?;
        tx.commit().await
    }
}

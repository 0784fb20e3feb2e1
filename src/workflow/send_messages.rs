//! Sending what is due: claim, send, record.
//!
//! The rule: a message is claimed in one short transaction with a lease, sent with no transaction open, and
//! recorded in another. A crash in between repeats the mail, with the same bytes, and never loses it. Whether the
//! person may still be asked is looked at again at the claim.
//!
//! One round holds all its claims under one lease, which a heartbeat renews while the mail server is slow. Mails are
//! under way side by side; whatever has ended meanwhile is recorded together, and then more is claimed, so that one
//! slow mail holds up nobody. When told to stop, a round claims nothing more and lets what is under way finish for
//! [`FAREWELL`]; what then still is under way keeps its claim until the lease ends, since it may have left.

mod claim;
mod compose;
mod record;

use std::collections::HashMap;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::domain::delivery::Cause;
use crate::domain::ids::LeaseId;
use crate::mail::transport::SendError;
use crate::storage::messages::{self, ClaimedMessage};
use crate::storage::{StorageError, invitations::StoredInvitation};
use crate::workflow::send_messages::record::Ended;

/// How long a claim holds without a sign of life.
pub const LEASE: TimeDelta = TimeDelta::seconds(30);
/// Between two signs of life; two may be lost.
const HEARTBEAT: Duration = Duration::from_secs(9);
/// After a stop, mails that are under way have this long.
const FAREWELL: Duration = Duration::from_secs(10);
/// A round claims nothing more after this time, so that the scheduler's other duties have their turn.
const ROUND: Duration = Duration::from_secs(20);

/// What a round of sending did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SendReport {
    /// Accepted by the mail server.
    pub sent: u64,
    /// To be tried again.
    pub retried: u64,
    /// Given up or refused for good.
    pub failed: u64,
    /// Not sent any more: withdrawn, answered or withheld meanwhile.
    pub cancelled: u64,
}

/// A claimed message with the invitation that it belongs to.
type Claimed = (ClaimedMessage, StoredInvitation);

/// Sends what is due until nothing more is, the sending hours end, or `stop` says so.
///
/// # Errors
/// The database failed; what was claimed is taken up again when its lease ends.
pub async fn send_messages(app: &App, stop: &CancellationToken) -> Result<SendReport, StorageError> {
    let mut round = Round::new(app);
    let outcome = round.run(stop).await;
    if outcome.is_err() {
        // The others are under way: they are seen to their end and recorded, if the database allows.
        while let Some(ended) = round.next_ended().await {
            round.record(vec![ended]).await?;
        }
    }
    app.mailer.close_idle();
    outcome.map(|()| round.report)
}

struct Round<'a> {
    app: &'a App,
    lease: LeaseId,
    sends: JoinSet<Result<(), SendError>>,
    under_way: HashMap<Id, Claimed>,
    report: SendReport,
    ends_at: Instant,
}

impl<'a> Round<'a> {
    fn new(app: &'a App) -> Self {
        Self {
            app,
            lease: LeaseId(app.randomness.uuid(app.now())),
            sends: JoinSet::new(),
            under_way: HashMap::new(),
            report: SendReport::default(),
            ends_at: Instant::now() + ROUND,
        }
    }

    async fn run(&mut self, stop: &CancellationToken) -> Result<(), StorageError> {
        let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        let mut is_dry = false;
        loop {
            let may_claim = !stop.is_cancelled() && Instant::now() < self.ends_at;
            if may_claim && !is_dry && self.under_way.len() <= self.capacity() / 2 {
                is_dry = self.claim_more().await?;
            }
            if self.under_way.is_empty() {
                if is_dry || !may_claim {
                    return Ok(());
                }
                continue;
            }
            tokio::select! {
                Some(first) = self.next_ended() => {
                    let ended = self.all_ended(first);
                    self.record(ended).await?;
                }
                _ = heartbeat.tick() => self.renew().await?,
                () = stop.cancelled() => return self.finish_within(FAREWELL).await,
            }
        }
    }

    /// Mails under way at once: twice the connections, so that a connection never waits for a record.
    fn capacity(&self) -> usize {
        2 * self.app.config.mail.concurrency as usize
    }

    /// Claims as many as there is room for; true when there was nothing.
    async fn claim_more(&mut self) -> Result<bool, StorageError> {
        let room = self.capacity().saturating_sub(self.under_way.len());
        let batch = claim::claim(self.app, self.lease, room).await?;
        self.report.cancelled += batch.cancelled;
        let is_dry = batch.is_empty();
        for (message, invitation) in batch.wanted {
            let (app, claimed) = (self.app.clone(), (message, invitation));
            let (message, invitation) = claimed.clone();
            let task = self.sends.spawn(async move { send(&app, &message, &invitation).await });
            self.under_way.insert(task.id(), claimed);
        }
        Ok(is_dry)
    }

    async fn next_ended(&mut self) -> Option<Ended> {
        let outcome = self.sends.join_next_with_id().await?;
        Some(self.ended(outcome))
    }

    /// Everything that has ended by now.
    fn all_ended(&mut self, first: Ended) -> Vec<Ended> {
        let mut ended = vec![first];
        while let Some(outcome) = self.sends.try_join_next_with_id() {
            ended.push(self.ended(outcome));
        }
        ended
    }

    fn ended(&mut self, outcome: Result<(Id, Result<(), SendError>), JoinError>) -> Ended {
        let (id, outcome) = match outcome {
            Ok((id, outcome)) => (id, outcome),
            // A message that makes us panic must not hold up the others: it is tried again, later each time.
            Err(panic) => {
                (panic.id(), Err(SendError::new(Cause::Crashed, "the program failed on this message")))
            }
        };
        Ended { claimed: self.under_way.remove(&id), outcome }
    }

    async fn record(&mut self, ended: Vec<Ended>) -> Result<(), StorageError> {
        record::record(self.app, self.lease, &ended, &mut self.report).await
    }

    async fn renew(&self) -> Result<(), StorageError> {
        let mut tx = self.app.db.write().await?;
        messages::renew(&mut tx, self.lease, self.app.now() + LEASE).await?;
        tx.commit().await
    }

    async fn finish_within(&mut self, limit: Duration) -> Result<(), StorageError> {
        let deadline = Instant::now() + limit;
        while let Ok(Some(ended)) = tokio::time::timeout_at(deadline, self.next_ended()).await {
            self.record(vec![ended]).await?;
        }
        self.sends.abort_all();
        Ok(())
    }
}

async fn send(app: &App, message: &ClaimedMessage, invitation: &StoredInvitation) -> Result<(), SendError> {
    let mail = compose::mail(app, message, invitation)?;
    app.mailer.send(&mail).await
}

//! Sending what is due: claim, send, record.
//!
//! The rule: a message is claimed in one short transaction with a lease, sent with no transaction open, and
//! recorded in another. A crash in between repeats the mail, with the same bytes, and never loses it. Whether the
//! person may still be asked is looked at again at the claim, and a mail whose turn comes long after its claim is given
//! back, to be claimed and looked at anew.
//!
//! One round holds all its claims under one lease, which a heartbeat renews while the mail server is slow. Mails are
//! under way side by side; whatever has ended meanwhile is recorded together, and then more is claimed, so that one
//! slow mail holds up nobody. When told to stop, a round claims nothing more and lets what is under way finish for
//! [`FAREWELL`]; what then still is under way keeps its claim until the lease ends, since it may have left.

mod claim;
mod compose;
mod record;

use std::collections::{HashMap, VecDeque};
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
use crate::workflow::send_messages::claim::Batch;
use crate::workflow::send_messages::record::Ended;

/// How long a claim holds without a sign of life.
pub const LEASE: TimeDelta = TimeDelta::seconds(30);
/// Between two signs of life; two may be lost.
const HEARTBEAT: Duration = Duration::from_secs(9);
/// After a stop, mails that are under way have this long.
const FAREWELL: Duration = Duration::from_secs(10);
/// A mail whose turn comes later than this after its claim is given back: by now the person may have answered, or
/// somebody may have paused sending.
const FRESH: Duration = Duration::from_secs(10);

/// Mails claimed for each connection: few at first, so that a slow server holds up no more than these, and more while it
/// is quick, so that no connection waits for the database.
const FEWEST_AHEAD: usize = 2;
const MOST_AHEAD: usize = 8;
/// A server is quick when half of what was claimed went out within this time.
const QUICK: Duration = Duration::from_millis(500);

/// Mails that have begun and are not recorded, for each connection: these a kill repeats, and no others.
const UNRECORDED: usize = 2;
/// How long a record waits for others to share its transaction.
const GATHER: Duration = Duration::from_millis(10);

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

/// What became of a message whose turn was waited for.
enum Sending {
    Accepted,
    Refused(SendError),
    /// Nothing was said to the mail server.
    NotBegun,
}

/// Sends what is due until nothing more is, the sending hours end, or `stop` says so.
///
/// # Errors
/// The database failed; what was claimed is taken up again when its lease ends.
pub async fn send_messages(app: &App, stop: &CancellationToken) -> Result<SendReport, StorageError> {
    let mut round = Round::new(app, stop);
    round.run().await;
    round.give_back().await;
    app.mailer.close_idle();
    round.failure.map_or(Ok(round.report), Err)
}

struct Round<'a> {
    app: &'a App,
    stop: &'a CancellationToken,
    lease: LeaseId,
    sends: JoinSet<Sending>,
    /// Claimed and not begun, each with the moment until which it may begin.
    waiting: VecDeque<(Claimed, Instant)>,
    /// Begun and not ended.
    under_way: HashMap<Id, Claimed>,
    report: SendReport,
    /// Mails claimed for each connection, between [`FEWEST_AHEAD`] and [`MOST_AHEAD`].
    ahead: usize,
    claimed_at: Option<Instant>,
    /// The database failed: nothing more is claimed, and what is under way is seen to its end.
    failure: Option<StorageError>,
}

impl<'a> Round<'a> {
    fn new(app: &'a App, stop: &'a CancellationToken) -> Self {
        Self {
            app,
            stop,
            lease: LeaseId(app.randomness.uuid(app.now())),
            sends: JoinSet::new(),
            waiting: VecDeque::new(),
            under_way: HashMap::new(),
            report: SendReport::default(),
            ahead: FEWEST_AHEAD,
            claimed_at: None,
            failure: None,
        }
    }

    async fn run(&mut self) {
        let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        let (stop, mut is_dry, mut ended) = (self.stop, false, Vec::new());
        loop {
            let may_claim = !stop.is_cancelled() && self.failure.is_none();
            let claims = may_claim && !is_dry && self.held() <= self.capacity() / 2;
            is_dry |= self.record_and_claim(std::mem::take(&mut ended), claims).await;
            if self.failure.is_none() {
                self.begin();
            }
            if self.under_way.is_empty() {
                if is_dry || !may_claim {
                    return;
                }
                continue;
            }
            tokio::select! {
                Some(first) = self.next_ended() => ended = self.gather(first).await,
                _ = heartbeat.tick() => {
                    self.renew().await;
                    // More may have fallen due while a slow mail was under way.
                    is_dry = false;
                }
                () = stop.cancelled() => return self.finish_within(FAREWELL).await,
            }
        }
    }

    /// Records what has ended and claims more, side by side where nothing went wrong: a refusal may bring a rest, which
    /// the next claim must see. True when there was nothing to claim.
    async fn record_and_claim(&mut self, ended: Vec<Ended>, claims: bool) -> bool {
        let all_accepted = ended.iter().all(|ended| matches!(ended.sending, Sending::Accepted));
        if ended.is_empty() || !all_accepted || !claims {
            self.record(ended).await;
            return claims && self.failure.is_none() && self.claim_more().await;
        }
        let (app, lease, room, mut report) = (self.app, self.lease, self.room(), self.report);
        let (recorded, claimed) =
            tokio::join!(record::record(app, lease, &ended, &mut report), claim::claim(app, lease, room));
        self.report = report;
        if let Err(error) = recorded {
            self.failure = Some(error);
        }
        self.take_in(claimed)
    }

    /// Mails that are claimed and not recorded.
    fn held(&self) -> usize {
        self.waiting.len() + self.under_way.len()
    }

    /// Mails claimed at once, and no more than the pace lets out while their claims are fresh.
    fn capacity(&self) -> usize {
        let mail = &self.app.config.mail;
        let most = self.ahead * mail.concurrency as usize;
        if mail.rate > 0.0 { most.min((mail.rate * FRESH.as_secs_f64() / 2.0) as usize).max(1) } else { most }
    }

    /// How long after its claim a mail may still begin; at a slow pace each must get its turn.
    fn freshness(&self) -> Duration {
        let rate = self.app.config.mail.rate;
        if rate > 0.0 { FRESH.max(Duration::from_secs_f64(2.0 / rate)) } else { FRESH }
    }

    /// For how many more there is room.
    fn room(&mut self) -> usize {
        let is_quick = self.claimed_at.is_some_and(|claimed_at| claimed_at.elapsed() < QUICK);
        self.ahead = if is_quick { (self.ahead * 2).min(MOST_AHEAD) } else { FEWEST_AHEAD };
        self.claimed_at = Some(Instant::now());
        self.capacity().saturating_sub(self.held())
    }

    /// Claims as many as there is room for; true when there was nothing.
    async fn claim_more(&mut self) -> bool {
        let room = self.room();
        let claimed = claim::claim(self.app, self.lease, room).await;
        self.take_in(claimed)
    }

    /// Takes in what was claimed; true when there was nothing.
    fn take_in(&mut self, claimed: Result<Batch, StorageError>) -> bool {
        let batch = match claimed {
            Ok(batch) => batch,
            Err(error) => {
                self.failure = Some(error);
                return true;
            }
        };
        self.report.cancelled += batch.cancelled;
        let is_dry = batch.is_empty();
        let begins_before = Instant::now() + self.freshness();
        self.waiting.extend(batch.wanted.into_iter().map(|claimed| (claimed, begins_before)));
        is_dry
    }

    /// Begins as many as may be sent and not recorded at once.
    fn begin(&mut self) {
        while self.under_way.len() < UNRECORDED * self.app.config.mail.concurrency as usize {
            let Some((claimed, begins_before)) = self.waiting.pop_front() else { return };
            let (app, stop, (message, invitation)) = (self.app.clone(), self.stop.clone(), claimed.clone());
            let task = self
                .sends
                .spawn(async move { send(&app, &stop, begins_before, &message, &invitation).await });
            self.under_way.insert(task.id(), claimed);
        }
    }

    async fn next_ended(&mut self) -> Option<Ended> {
        let outcome = self.sends.join_next_with_id().await?;
        Some(self.ended(outcome))
    }

    /// What ends within a moment, or until half of what is under way has, so that the other half goes on while these are
    /// recorded: the more are recorded together, the less each takes.
    async fn gather(&mut self, first: Ended) -> Vec<Ended> {
        let (until, enough) = (Instant::now() + GATHER, self.under_way.len().div_ceil(2));
        let mut ended = vec![first];
        while ended.len() < enough {
            match tokio::time::timeout_at(until, self.next_ended()).await {
                Ok(Some(another)) => ended.push(another),
                Ok(None) | Err(_) => break,
            }
        }
        ended
    }

    fn ended(&mut self, outcome: Result<(Id, Sending), JoinError>) -> Ended {
        let (id, sending) = match outcome {
            Ok((id, sending)) => (id, sending),
            // A message that makes us panic must not hold up the others: it is tried again, later each time.
            Err(panic) => {
                let error = SendError::new(Cause::Crashed, "the program failed on this message");
                (panic.id(), Sending::Refused(error))
            }
        };
        Ended { claimed: self.under_way.remove(&id), sending }
    }

    async fn record(&mut self, ended: Vec<Ended>) {
        if ended.is_empty() {
            return;
        }
        if let Err(error) = record::record(self.app, self.lease, &ended, &mut self.report).await {
            self.failure = Some(error);
        }
    }

    /// A sign of life; one that is lost is made up for by the next.
    async fn renew(&self) {
        let renewed = async {
            let mut tx = self.app.db.write().await?;
            let waiting = self.waiting.iter().map(|(claimed, _)| claimed);
            let held: Vec<_> =
                self.under_way.values().chain(waiting).map(|(message, _)| message.id).collect();
            messages::renew(&mut tx, self.lease, &held, self.app.now() + LEASE).await?;
            tx.commit().await
        };
        if let Err(error) = renewed.await {
            tracing::warn!(%error, "a sign of life was lost; the claims hold until the lease ends");
        }
    }

    /// Gives back what was claimed and not begun, so that others may claim it at once.
    async fn give_back(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let not_begun = |(claimed, _)| Ended { claimed: Some(claimed), sending: Sending::NotBegun };
        self.record(waiting.into_iter().map(not_begun).collect()).await;
    }

    async fn finish_within(&mut self, limit: Duration) {
        let deadline = Instant::now() + limit;
        self.give_back().await;
        while let Ok(Some(first)) = tokio::time::timeout_at(deadline, self.next_ended()).await {
            let ended = self.gather(first).await;
            self.record(ended).await;
        }
        self.sends.abort_all();
    }
}

async fn send(
    app: &App,
    stop: &CancellationToken,
    begins_before: Instant,
    message: &ClaimedMessage,
    invitation: &StoredInvitation,
) -> Sending {
    let turn = tokio::select! {
        turn = app.mailer.turn() => turn,
        () = stop.cancelled() => return Sending::NotBegun,
    };
    if Instant::now() > begins_before {
        return Sending::NotBegun;
    }
    let sent = async {
        let mail = compose::mail(app, message, invitation)?;
        turn?.send(&mail).await
    };
    sent.await.map_or_else(Sending::Refused, |()| Sending::Accepted)
}

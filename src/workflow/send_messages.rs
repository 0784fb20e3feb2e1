//! Sending what is due: claim, send, record.
//!
//! The rule: a message is claimed in one short transaction with a lease, sent with no transaction open, and
//! recorded in another. A crash in between repeats the mail, with the same bytes, and never loses it. Whether the
//! person may still be asked is looked at again at the claim, and a mail whose turn comes long after its claim is given
//! back, to be claimed and looked at anew.
//!
//! One round holds all its claims under one lease, which a heartbeat renews while the mail server is slow. Mails are
//! under way side by side; whatever has ended meanwhile is recorded together, and more is claimed, while others go on, so
//! that one slow mail holds up nobody. When told to stop, a round claims nothing more and lets what is under way finish for
//! [`FAREWELL`]; what then still is under way keeps its claim until the lease ends, since it may have left.

mod claim;
mod compose;
mod record;

use std::collections::{HashMap, VecDeque};
use std::ops::AddAssign;
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
/// Records at once, so that mails go on while others are written down.
const MOST_RECORDINGS: usize = 2;
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
    /// Claims under way, one at most.
    claims: JoinSet<Result<Batch, StorageError>>,
    /// Records under way.
    recordings: JoinSet<Recorded>,
    /// Claimed and not begun, each with the moment until which it may begin.
    waiting: VecDeque<(Claimed, Instant)>,
    /// Begun and not ended.
    under_way: HashMap<Id, Claimed>,
    /// Ended and not yet being recorded, and until when more are waited for.
    ended: Vec<Ended>,
    gather_until: Instant,
    /// Mails that are being recorded.
    in_recordings: usize,
    report: SendReport,
    /// Mails claimed for each connection, between [`FEWEST_AHEAD`] and [`MOST_AHEAD`].
    ahead: usize,
    claimed_at: Option<Instant>,
    /// The mail server had rested when the last claim was made, or was in trouble since.
    may_end_rest: bool,
    /// The last claim found nothing.
    is_dry: bool,
    /// The database failed: nothing more is claimed, and what is under way is seen to its end.
    failure: Option<StorageError>,
}

/// How many mails were recorded together, and how that went.
type Recorded = (usize, Result<SendReport, StorageError>);

impl<'a> Round<'a> {
    fn new(app: &'a App, stop: &'a CancellationToken) -> Self {
        Self {
            app,
            stop,
            lease: LeaseId(app.randomness.uuid(app.now())),
            sends: JoinSet::new(),
            claims: JoinSet::new(),
            recordings: JoinSet::new(),
            waiting: VecDeque::new(),
            under_way: HashMap::new(),
            ended: Vec::new(),
            gather_until: Instant::now(),
            in_recordings: 0,
            report: SendReport::default(),
            ahead: FEWEST_AHEAD,
            claimed_at: None,
            may_end_rest: false,
            is_dry: false,
            failure: None,
        }
    }

    async fn run(&mut self) {
        let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        let stop = self.stop;
        loop {
            self.record_if_enough().await;
            self.claim_if_room();
            self.begin();
            if self.claims.is_empty() && self.recordings.is_empty() && self.sends.is_empty() {
                return;
            }
            tokio::select! {
                Some(outcome) = self.sends.join_next_with_id() => self.end(outcome),
                () = tokio::time::sleep_until(self.gather_until), if self.may_record() => self.record().await,
                Some(recorded) = self.recordings.join_next() => self.recorded(recorded),
                Some(claimed) = self.claims.join_next() => self.take_in(claimed),
                _ = heartbeat.tick() => {
                    self.renew().await;
                    // More may have fallen due while a slow mail was under way.
                    self.is_dry = false;
                }
                () = stop.cancelled() => return self.finish_within(FAREWELL).await,
            }
        }
    }

    /// Mails that are claimed and not being recorded.
    fn held(&self) -> usize {
        self.waiting.len() + self.under_way.len()
    }

    /// Mails that have begun and are not recorded.
    fn unrecorded(&self) -> usize {
        self.under_way.len() + self.ended.len() + self.in_recordings
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

    /// Claims more while half of what may be held is still there.
    fn claim_if_room(&mut self) {
        let may_claim = !self.stop.is_cancelled() && self.failure.is_none() && !self.is_dry;
        // After a rest one mail tries whether the server is well again; how it ended decides what is claimed next.
        let waits_for_the_end = self.may_end_rest && self.unrecorded() + self.waiting.len() > 0;
        let has_room = self.held() <= self.capacity() / 2;
        if may_claim && self.claims.is_empty() && has_room && !waits_for_the_end {
            let (app, lease, room) = (self.app.clone(), self.lease, self.room());
            self.claims.spawn(async move { claim::claim(&app, lease, room).await });
        }
    }

    fn take_in(&mut self, claimed: Result<Result<Batch, StorageError>, JoinError>) {
        match claimed.map_err(|error| stopped(&error)).flatten() {
            Ok(batch) => {
                self.report.cancelled += batch.cancelled;
                self.is_dry |= batch.is_empty();
                self.may_end_rest = batch.is_after_rest;
                let begins_before = Instant::now() + self.freshness();
                self.waiting.extend(batch.wanted.into_iter().map(|claimed| (claimed, begins_before)));
            }
            Err(error) => self.failure = Some(error),
        }
    }

    /// Begins as many as may be sent and not recorded at once.
    fn begin(&mut self) {
        let most = UNRECORDED * self.app.config.mail.concurrency as usize;
        while self.failure.is_none() && self.unrecorded() < most {
            let Some((claimed, begins_before)) = self.waiting.pop_front() else { return };
            let (app, stop, (message, invitation)) = (self.app.clone(), self.stop.clone(), claimed.clone());
            let task = self
                .sends
                .spawn(async move { send(&app, &stop, begins_before, &message, &invitation).await });
            self.under_way.insert(task.id(), claimed);
        }
    }

    fn end(&mut self, outcome: Result<(Id, Sending), JoinError>) {
        let (id, sending) = match outcome {
            Ok((id, sending)) => (id, sending),
            // A message that makes us panic must not hold up the others: it is tried again, later each time.
            Err(panic) => {
                let error = SendError::new(Cause::Crashed, "the program failed on this message");
                (panic.id(), Sending::Refused(error))
            }
        };
        if self.ended.is_empty() {
            self.gather_until = Instant::now() + GATHER;
        }
        self.ended.push(Ended { claimed: self.under_way.remove(&id), sending });
    }

    /// Records what has ended once that is half of what was under way, so that the other half goes on meanwhile: the more
    /// are recorded together, the less each takes.
    async fn record_if_enough(&mut self) {
        if self.may_record() && self.ended.len() >= self.under_way.len() {
            self.record().await;
        }
    }

    fn may_record(&self) -> bool {
        !self.ended.is_empty() && self.recordings.len() < MOST_RECORDINGS
    }

    /// Begins to record what has ended. A refusal may bring a rest, which the next claim must see: it is waited for.
    async fn record(&mut self) {
        let ended = std::mem::take(&mut self.ended);
        let (app, lease, mails) = (self.app.clone(), self.lease, ended.len());
        if mails == 0 {
            return;
        }
        let is_trouble = ended.iter().any(|ended| !matches!(ended.sending, Sending::Accepted));
        self.may_end_rest |= is_trouble;
        self.in_recordings += mails;
        let may_end_rest = self.may_end_rest;
        self.recordings
            .spawn(async move { (mails, record::record(&app, lease, &ended, may_end_rest).await) });
        if is_trouble {
            self.finish_recordings().await;
        }
    }

    async fn finish_recordings(&mut self) {
        while let Some(recorded) = self.recordings.join_next().await {
            self.recorded(recorded);
        }
    }

    fn recorded(&mut self, recorded: Result<Recorded, JoinError>) {
        let outcome = recorded.map_err(|error| stopped(&error)).and_then(|(mails, outcome)| {
            self.in_recordings -= mails;
            outcome
        });
        match outcome {
            Ok(report) => self.report += report,
            Err(error) => self.failure = Some(error),
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
        while let Some(claimed) = self.claims.join_next().await {
            self.take_in(claimed);
        }
        let not_begun = |(claimed, _)| Ended { claimed: Some(claimed), sending: Sending::NotBegun };
        self.ended.extend(self.waiting.drain(..).map(not_begun));
        self.record().await;
        self.finish_recordings().await;
    }

    async fn finish_within(&mut self, limit: Duration) {
        let deadline = Instant::now() + limit;
        self.give_back().await;
        while let Ok(Some(outcome)) = tokio::time::timeout_at(deadline, self.sends.join_next_with_id()).await
        {
            self.end(outcome);
            self.record_if_enough().await;
        }
        self.sends.abort_all();
        self.give_back().await;
    }
}

/// A task that ended without an outcome.
fn stopped(error: &JoinError) -> StorageError {
    StorageError::Commit(error.to_string().into())
}

impl AddAssign for SendReport {
    fn add_assign(&mut self, more: Self) {
        self.sent += more.sent;
        self.retried += more.retried;
        self.failed += more.failed;
        self.cancelled += more.cancelled;
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

//! One round of sending: all its claims under one lease.
//!
//! A heartbeat renews the lease while the mail server is slow. Mails are sent concurrently; noting, booking and
//! claiming go on meanwhile, so that one slow mail does not block the others. When told to stop, a round claims
//! nothing more and waits up to [`FAREWELL`] for mails in flight; those still in flight then keep their claim until
//! the lease ends, since they may have been delivered.

mod records;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::{LeaseId, MessageId};
use crate::domain::sending::delivery::Cause;
use crate::mail::send_error::SendError;
use crate::storage::StorageError;
use crate::storage::sending::messages;
use crate::workflow::sending::send::ahead::Ahead;
use crate::workflow::sending::send::claim::{Batch, claim};
use crate::workflow::sending::send::turn::{Sending, send};
use crate::workflow::sending::send::{Claimed, LEASE, SendReport, Unsent, stopped};

/// Between two heartbeats; two may fail within a lease.
const HEARTBEAT: Duration = Duration::from_secs(9);
/// After a stop, mails in flight have this long to finish.
const FAREWELL: Duration = Duration::from_secs(10);
/// Mails per connection that may be delivered but not yet noted: a crash sends exactly those again.
const NOT_NOTED: usize = 2;
/// Mails in flight per connection: one being sent, and one composed meanwhile and announced behind it.
const UNDER_WAY: usize = 2;
/// Concurrent note transactions, so that mails go on while others are noted.
const MOST_NOTES: usize = 2;
/// How long a note waits for others to share its statement.
const GATHER_NOTES: Duration = Duration::from_millis(10);

/// Mails are booked when this many are noted, or after this time.
const BOOKED_TOGETHER: usize = 160;
const GATHER_BOOKINGS: Duration = Duration::from_millis(250);
/// The most mails noted but not booked: no more begin while the database is that far behind.
const NOT_BOOKED: usize = 4 * BOOKED_TOGETHER;

/// The mails that were recorded, and the result.
type Recorded<M, T> = (M, Result<T, StorageError>);

pub struct Round<'a> {
    app: &'a App,
    stop: &'a CancellationToken,
    lease: LeaseId,
    sends: JoinSet<Sending>,
    /// Permits to hand a mail over before others are noted; closed when the database failed.
    hand_overs: Arc<Semaphore>,
    /// Claims in flight, one at most.
    claims: JoinSet<Result<Batch, StorageError>>,
    /// Notes in flight.
    notes: JoinSet<Recorded<Vec<Arc<Claimed>>, ()>>,
    /// Records of mails not accepted, in flight, one at most.
    unsent_records: JoinSet<Recorded<usize, SendReport>>,
    /// Bookings in flight, one at most.
    bookings: JoinSet<Recorded<usize, u64>>,
    /// Claimed and not begun, each with the deadline by which it must begin.
    waiting: VecDeque<(Arc<Claimed>, Instant)>,
    /// Begun and not ended.
    under_way: HashMap<Id, Arc<Claimed>>,
    /// Ended and not yet being recorded; `note_by` is when the wait for more ends.
    accepted: Vec<Arc<Claimed>>,
    unsent: Vec<Unsent>,
    note_by: Instant,
    /// The numbers of mails being noted, and being recorded as not accepted.
    in_notes: usize,
    in_unsent_records: usize,
    /// Noted and not yet being booked, since `noted_at`; `book_by` is when the wait for more ends.
    to_book: Vec<Arc<Claimed>>,
    noted_at: Timestamp,
    book_by: Instant,
    in_bookings: usize,
    /// Begun, and neither being recorded nor being booked: a heartbeat renews these claims and those of `waiting`,
    /// and so touches no row that a record is working on.
    begun: HashSet<MessageId>,
    report: SendReport,
    ahead: Ahead,
    /// The mail server had rested when the last claim was made, or has been in trouble since.
    may_end_rest: bool,
    /// The mail server has been in trouble since the last claim: nothing more begins.
    is_server_in_trouble: bool,
    /// The last claim found nothing.
    is_dry: bool,
    /// The database failed: nothing more is claimed, and mails already handed over are completed.
    failure: Option<StorageError>,
}

impl<'a> Round<'a> {
    pub fn new(app: &'a App, stop: &'a CancellationToken) -> Self {
        Self {
            app,
            stop,
            lease: LeaseId(app.randomness.uuid(app.now())),
            sends: JoinSet::new(),
            hand_overs: Arc::new(Semaphore::new(NOT_NOTED * app.config.mail.concurrency as usize)),
            claims: JoinSet::new(),
            notes: JoinSet::new(),
            unsent_records: JoinSet::new(),
            bookings: JoinSet::new(),
            waiting: VecDeque::new(),
            under_way: HashMap::new(),
            accepted: Vec::new(),
            unsent: Vec::new(),
            note_by: Instant::now(),
            in_notes: 0,
            in_unsent_records: 0,
            to_book: Vec::new(),
            noted_at: app.now(),
            book_by: Instant::now(),
            in_bookings: 0,
            begun: HashSet::new(),
            report: SendReport::default(),
            ahead: Ahead::new(&app.config.mail),
            may_end_rest: false,
            is_server_in_trouble: false,
            is_dry: false,
            failure: None,
        }
    }

    /// Sends until nothing more is due, or until told to stop.
    pub async fn run(mut self) -> Result<SendReport, StorageError> {
        let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        let stop = self.stop;
        loop {
            self.record_if_enough();
            self.claim_if_room();
            self.begin();
            if self.is_over() {
                break;
            }
            tokio::select! {
                Some(outcome) = self.sends.join_next_with_id() => self.end_all(outcome),
                () = tokio::time::sleep_until(self.note_by), if self.may_note() || self.may_record_unsent() => {
                    self.record();
                }
                Some(noted) = self.notes.join_next() => self.end_note(noted),
                Some(recorded) = self.unsent_records.join_next() => self.end_unsent_record(recorded),
                () = tokio::time::sleep_until(self.book_by), if self.may_book() => self.book(),
                Some(booked) = self.bookings.join_next() => self.end_booking(booked),
                Some(claimed) = self.claims.join_next() => self.take_in(claimed),
                _ = heartbeat.tick() => {
                    self.renew().await;
                    // More may have become due while a slow mail was in flight.
                    self.is_dry = false;
                }
                () = stop.cancelled() => {
                    self.finish_within(FAREWELL).await;
                    break;
                }
            }
        }
        self.give_back().await;
        self.failure.map_or(Ok(self.report), Err)
    }

    fn is_over(&self) -> bool {
        let is_quiet = self.claims.is_empty() && self.sends.is_empty() && self.notes.is_empty();
        is_quiet && self.unsent_records.is_empty() && self.bookings.is_empty()
    }

    /// Mails that are claimed and have not ended.
    fn held(&self) -> usize {
        self.waiting.len() + self.under_way.len()
    }

    /// Mails that have begun and are neither noted nor recorded as not accepted.
    fn not_noted(&self) -> usize {
        let ended = self.accepted.len() + self.unsent.len();
        self.under_way.len() + ended + self.in_notes + self.in_unsent_records
    }

    /// Whether recording keeps up with sending.
    fn keeps_up(&self) -> bool {
        let not_booked = self.to_book.len() + self.in_bookings;
        let not_recorded = self.unsent.len() + self.in_unsent_records;
        not_booked < NOT_BOOKED && not_recorded < NOT_NOTED * self.connections()
    }

    fn connections(&self) -> usize {
        self.app.config.mail.concurrency as usize
    }

    /// Claims more once at most half of the capacity is held.
    fn claim_if_room(&mut self) {
        let may_claim = !self.stop.is_cancelled() && self.failure.is_none() && !self.is_dry;
        // After a rest one mail tests whether the server has recovered; its outcome decides what is claimed next.
        let waits_for_the_end = self.may_end_rest && self.not_noted() + self.waiting.len() > 0;
        let has_room = self.held() <= self.ahead.capacity() / 2;
        // Trouble with the server leads to a rest, which the next claim must see.
        let is_recording = !self.unsent.is_empty() || !self.unsent_records.is_empty();
        let waits_for_rest = self.is_server_in_trouble && is_recording;
        if may_claim && self.claims.is_empty() && has_room && !waits_for_the_end && !waits_for_rest {
            let room = self.ahead.room(self.held(), Instant::now());
            if room == 0 {
                return;
            }
            self.is_server_in_trouble = false;
            let (app, lease) = (self.app.clone(), self.lease);
            self.claims.spawn(async move { claim(&app, lease, room).await });
        }
    }

    fn take_in(&mut self, claimed: Result<Result<Batch, StorageError>, JoinError>) {
        match claimed.map_err(|error| stopped(&error)).flatten() {
            Ok(batch) => {
                self.report.sent += batch.sent;
                self.report.cancelled += batch.cancelled;
                self.is_dry |= batch.is_empty();
                self.may_end_rest = batch.is_after_rest;
                let begins_before = Instant::now() + self.ahead.freshness();
                self.waiting.extend(batch.wanted.into_iter().map(|claimed| (claimed, begins_before)));
            }
            Err(error) => self.fail(error),
        }
    }

    /// Records a database failure: nothing more is claimed or handed over.
    fn fail(&mut self, error: StorageError) {
        self.failure = Some(error);
        self.hand_overs.close();
    }

    /// Begins as many mails as may be in flight. A server in trouble gets no more of what was claimed before.
    fn begin(&mut self) {
        if self.is_server_in_trouble {
            self.give_back_waiting();
        }
        let most = UNDER_WAY * self.connections();
        while self.failure.is_none() && self.under_way.len() < most && self.keeps_up() {
            let Some((claimed, begins_before)) = self.waiting.pop_front() else { return };
            self.begun.insert(claimed.message.id);
            let (app, stop, claimed_too) = (self.app.clone(), self.stop.clone(), claimed.clone());
            let hand_overs = self.hand_overs.clone();
            let task = self
                .sends
                .spawn(async move { send(&app, &stop, begins_before, &hand_overs, &claimed_too).await });
            self.under_way.insert(task.id(), claimed);
        }
    }

    /// Ends a send, and the others that have ended by now: replies come in groups.
    fn end_all(&mut self, first: Result<(Id, Sending), JoinError>) {
        self.end(first);
        while let Some(outcome) = self.sends.try_join_next_with_id() {
            self.end(outcome);
        }
    }

    fn end(&mut self, outcome: Result<(Id, Sending), JoinError>) {
        let (id, sending) = match outcome {
            Ok((id, sending)) => (id, sending),
            // A message that makes us panic must not block the others: it is retried, later each time.
            Err(panic) => {
                let error = SendError::new(Cause::Crashed, "the program failed on this message");
                (panic.id(), Sending::Refused(error))
            }
        };
        let Some(claimed) = self.under_way.remove(&id) else { return };
        if self.accepted.is_empty() && self.unsent.is_empty() {
            self.note_by = Instant::now() + GATHER_NOTES;
        }
        match sending {
            Sending::Accepted => self.accepted.push(claimed),
            Sending::Refused(error) => {
                self.is_server_in_trouble |= error.cause.is_about_server();
                self.unsent.push(Unsent { claimed, refusal: Some(error) });
            }
            Sending::NotBegun => self.unsent.push(Unsent { claimed, refusal: None }),
        }
    }

    /// Records once half of the possible hand-overs have ended, so that the other half goes on meanwhile; books once
    /// a batch is full, or when nothing more will come.
    fn record_if_enough(&mut self) {
        if self.accepted.len() + self.unsent.len() >= self.connections() || self.under_way.is_empty() {
            self.record();
        }
        let comes_no_more = self.sends.is_empty() && self.notes.is_empty() && self.waiting.is_empty();
        if self.may_book() && (self.to_book.len() >= BOOKED_TOGETHER || comes_no_more) {
            self.book();
        }
    }

    /// Sends a heartbeat; a failed one is made up for by the next.
    async fn renew(&self) {
        let renewed = async {
            let mut tx = self.app.db.write().await?;
            let waiting = self.waiting.iter().map(|(claimed, _)| claimed.message.id);
            let held: Vec<_> = self.begun.iter().copied().chain(waiting).collect();
            messages::renew(&mut tx, self.lease, &held, self.app.now() + LEASE).await?;
            tx.commit().await
        };
        if let Err(error) = renewed.await {
            tracing::warn!(%error, "a sign of life was lost; the claims hold until the lease ends");
        }
    }

    /// Releases what has not begun, to be claimed and checked again, by this or another process.
    fn give_back_waiting(&mut self) {
        let not_begun = |(claimed, _)| Unsent { claimed, refusal: None };
        self.unsent.extend(self.waiting.drain(..).map(not_begun));
    }

    /// Releases what has not begun, and records all that has ended.
    async fn give_back(&mut self) {
        while let Some(claimed) = self.claims.join_next().await {
            self.take_in(claimed);
        }
        self.give_back_waiting();
        self.note();
        while let Some(noted) = self.notes.join_next().await {
            self.end_note(noted);
        }
        while self.may_record_unsent() || !self.unsent_records.is_empty() {
            if self.may_record_unsent() {
                self.record_unsent();
            }
            if let Some(recorded) = self.unsent_records.join_next().await {
                self.end_unsent_record(recorded);
            }
        }
        while self.may_book() || !self.bookings.is_empty() {
            if self.may_book() {
                self.book();
            }
            if let Some(booked) = self.bookings.join_next().await {
                self.end_booking(booked);
            }
        }
    }

    async fn finish_within(&mut self, limit: Duration) {
        let deadline = Instant::now() + limit;
        self.give_back().await;
        while !self.sends.is_empty() {
            tokio::select! {
                biased;
                Some(outcome) = self.sends.join_next_with_id() => self.end(outcome),
                Some(noted) = self.notes.join_next() => self.end_note(noted),
                () = tokio::time::sleep_until(self.note_by), if self.may_note() => self.note(),
                () = tokio::time::sleep_until(deadline) => break,
            }
        }
        self.sends.abort_all();
    }
}

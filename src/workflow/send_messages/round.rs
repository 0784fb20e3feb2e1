//! One round of sending: all its claims under one lease.
//!
//! A heartbeat renews the lease while the mail server is slow. Mails are under way side by side; whatever was accepted
//! meanwhile is noted, booked, and more is claimed, while others go on, so that one slow mail holds up nobody. When told to
//! stop, a round claims nothing more and lets what is under way finish for [`FAREWELL`]; what then still is under way keeps
//! its claim until the lease ends, since it may have left.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::domain::delivery::Cause;
use crate::domain::ids::{LeaseId, MessageId};
use crate::mail::transport::SendError;
use crate::storage::{StorageError, messages};
use crate::workflow::send_messages::accepted::{book, note};
use crate::workflow::send_messages::ahead::Ahead;
use crate::workflow::send_messages::claim::{Batch, claim};
use crate::workflow::send_messages::turn::{Sending, send};
use crate::workflow::send_messages::unsent::record_unsent;
use crate::workflow::send_messages::{Claimed, LEASE, SendReport, Unsent, stopped};

/// Between two signs of life; two may be lost.
const HEARTBEAT: Duration = Duration::from_secs(9);
/// After a stop, mails that are under way have this long.
const FAREWELL: Duration = Duration::from_secs(10);
/// Mails that have begun and are not noted, for each connection: these a kill repeats, and no others.
const NOT_NOTED: usize = 2;
/// Notes at once, so that mails go on while others are written down.
const MOST_NOTES: usize = 2;
/// How long a note waits for others to share its transaction.
const GATHER_NOTES: Duration = Duration::from_millis(10);

/// So many mails are booked together, or those of so long.
const BOOKED_TOGETHER: usize = 160;
const GATHER_BOOKINGS: Duration = Duration::from_millis(250);
/// Mails that have begun and are not booked: no more begin while the database is that far behind.
const NOT_BOOKED: usize = 4 * BOOKED_TOGETHER;

pub struct Round<'a> {
    app: &'a App,
    stop: &'a CancellationToken,
    lease: LeaseId,
    sends: JoinSet<Sending>,
    /// Claims under way, one at most.
    claims: JoinSet<Result<Batch, StorageError>>,
    /// Notes under way, each of the mails that it returns.
    notes: JoinSet<(Vec<Claimed>, Result<(), StorageError>)>,
    /// Bookings under way, one at most.
    bookings: JoinSet<(Vec<MessageId>, Result<u64, StorageError>)>,
    /// Claimed and not begun, each with the moment until which it may begin.
    waiting: VecDeque<(Claimed, Instant)>,
    /// Begun and not ended.
    under_way: HashMap<Id, Claimed>,
    /// Ended and not yet being recorded, and until when more are waited for.
    accepted: Vec<Claimed>,
    unsent: Vec<Unsent>,
    note_by: Instant,
    /// Mails that are being noted.
    in_notes: usize,
    /// Noted and not yet being booked, and until when more are waited for.
    noted: Vec<Claimed>,
    book_by: Instant,
    /// All that began and is not booked: the claims that a heartbeat renews beside those of what waits.
    not_booked: HashSet<MessageId>,
    report: SendReport,
    ahead: Ahead<'a>,
    /// The mail server had rested when the last claim was made, or was in trouble since.
    may_end_rest: bool,
    /// The last claim found nothing.
    is_dry: bool,
    /// The database failed: nothing more is claimed, and what is under way is seen to its end.
    failure: Option<StorageError>,
}

impl<'a> Round<'a> {
    pub fn new(app: &'a App, stop: &'a CancellationToken) -> Self {
        Self {
            app,
            stop,
            lease: LeaseId(app.randomness.uuid(app.now())),
            sends: JoinSet::new(),
            claims: JoinSet::new(),
            notes: JoinSet::new(),
            bookings: JoinSet::new(),
            waiting: VecDeque::new(),
            under_way: HashMap::new(),
            accepted: Vec::new(),
            unsent: Vec::new(),
            note_by: Instant::now(),
            in_notes: 0,
            noted: Vec::new(),
            book_by: Instant::now(),
            not_booked: HashSet::new(),
            report: SendReport::default(),
            ahead: Ahead::new(&app.config.mail),
            may_end_rest: false,
            is_dry: false,
            failure: None,
        }
    }

    /// Sends what is due until nothing more is, or until told to stop.
    pub async fn run(mut self) -> Result<SendReport, StorageError> {
        let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        let stop = self.stop;
        loop {
            self.record_if_enough().await;
            self.claim_if_room();
            self.begin();
            if self.is_over() {
                break;
            }
            tokio::select! {
                Some(outcome) = self.sends.join_next_with_id() => self.end(outcome),
                () = tokio::time::sleep_until(self.note_by), if self.may_record() => self.record().await,
                Some(noted) = self.notes.join_next() => self.noted(noted),
                () = tokio::time::sleep_until(self.book_by), if self.may_book() => self.book(),
                Some(booked) = self.bookings.join_next() => self.booked(booked),
                Some(claimed) = self.claims.join_next() => self.take_in(claimed),
                _ = heartbeat.tick() => {
                    self.renew().await;
                    // More may have fallen due while a slow mail was under way.
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
        let is_quiet = self.claims.is_empty() && self.sends.is_empty();
        is_quiet && self.notes.is_empty() && self.bookings.is_empty()
    }

    /// Mails that are claimed and have not ended.
    fn held(&self) -> usize {
        self.waiting.len() + self.under_way.len()
    }

    /// Mails that have begun and are not noted.
    fn not_noted(&self) -> usize {
        self.under_way.len() + self.accepted.len() + self.unsent.len() + self.in_notes
    }

    /// Claims more while half of what may be held is still there.
    fn claim_if_room(&mut self) {
        let may_claim = !self.stop.is_cancelled() && self.failure.is_none() && !self.is_dry;
        // After a rest one mail tries whether the server is well again; how it ended decides what is claimed next.
        let waits_for_the_end = self.may_end_rest && self.not_noted() + self.waiting.len() > 0;
        let has_room = self.held() <= self.ahead.capacity() / 2;
        if may_claim && self.claims.is_empty() && has_room && !waits_for_the_end {
            let room = self.ahead.room(self.held());
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
            Err(error) => self.failure = Some(error),
        }
    }

    /// Begins as many as may be under way at once.
    fn begin(&mut self) {
        let most = NOT_NOTED * self.app.config.mail.concurrency as usize;
        while self.failure.is_none() && self.not_noted() < most && self.not_booked.len() < NOT_BOOKED {
            let Some((claimed, begins_before)) = self.waiting.pop_front() else { return };
            self.not_booked.insert(claimed.0.id);
            let (app, stop, claimed_too) = (self.app.clone(), self.stop.clone(), claimed.clone());
            let task = self.sends.spawn(async move { send(&app, &stop, begins_before, &claimed_too).await });
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
        let Some(claimed) = self.under_way.remove(&id) else { return };
        if self.accepted.is_empty() && self.unsent.is_empty() {
            self.note_by = Instant::now() + GATHER_NOTES;
        }
        match sending {
            Sending::Accepted => self.accepted.push(claimed),
            Sending::Refused(error) => self.unsent.push(Unsent { claimed, refusal: Some(error) }),
            Sending::NotBegun => self.unsent.push(Unsent { claimed, refusal: None }),
        }
    }

    /// Notes what has ended once that is half of what was under way, so that the other half goes on meanwhile; books what
    /// is noted once that is enough, or when nothing more comes.
    async fn record_if_enough(&mut self) {
        let ended = self.accepted.len() + self.unsent.len();
        if self.may_record() && ended >= self.under_way.len() {
            self.record().await;
        }
        let comes_no_more = self.sends.is_empty() && self.notes.is_empty() && self.waiting.is_empty();
        if self.may_book() && (self.noted.len() >= BOOKED_TOGETHER || comes_no_more) {
            self.book();
        }
    }

    fn may_record(&self) -> bool {
        !(self.accepted.is_empty() && self.unsent.is_empty()) && self.notes.len() < MOST_NOTES
    }

    fn may_book(&self) -> bool {
        !self.noted.is_empty() && self.bookings.is_empty()
    }

    /// Begins to note what was accepted. A refusal may bring a rest, which the next claim must see: it is waited for.
    async fn record(&mut self) {
        let unsent = std::mem::take(&mut self.unsent);
        self.may_end_rest |= !unsent.is_empty();
        self.note();
        if unsent.is_empty() {
            return;
        }
        self.finish_notes().await;
        match record_unsent(self.app, self.lease, &unsent).await {
            Ok(report) => self.report += report,
            Err(error) => self.failure = Some(error),
        }
        for Unsent { claimed, .. } in unsent {
            self.not_booked.remove(&claimed.0.id);
        }
    }

    fn note(&mut self) {
        let accepted = std::mem::take(&mut self.accepted);
        if accepted.is_empty() {
            return;
        }
        self.in_notes += accepted.len();
        let (app, may_end_rest) = (self.app.clone(), self.may_end_rest);
        self.notes.spawn(async move {
            let outcome = note(&app, &accepted, may_end_rest).await;
            (accepted, outcome)
        });
    }

    fn noted(&mut self, noted: Result<(Vec<Claimed>, Result<(), StorageError>), JoinError>) {
        if self.noted.is_empty() {
            self.book_by = Instant::now() + GATHER_BOOKINGS;
        }
        match noted {
            Ok((accepted, outcome)) => {
                self.in_notes -= accepted.len();
                // What could not be noted may still be booked.
                self.noted.extend(accepted);
                if let Err(error) = outcome {
                    self.failure = Some(error);
                }
            }
            Err(error) => self.failure = Some(stopped(&error)),
        }
    }

    fn book(&mut self) {
        let noted = std::mem::take(&mut self.noted);
        if noted.is_empty() {
            return;
        }
        let (app, lease) = (self.app.clone(), self.lease);
        self.bookings.spawn(async move {
            let outcome = book(&app, lease, &noted).await;
            (noted.into_iter().map(|(message, _)| message.id).collect(), outcome)
        });
    }

    fn booked(&mut self, booked: Result<(Vec<MessageId>, Result<u64, StorageError>), JoinError>) {
        let outcome = booked.map_err(|error| stopped(&error)).and_then(|(ids, outcome)| {
            for id in ids {
                self.not_booked.remove(&id);
            }
            outcome
        });
        match outcome {
            Ok(sent) => self.report.sent += sent,
            Err(error) => self.failure = Some(error),
        }
    }

    async fn finish_notes(&mut self) {
        while let Some(noted) = self.notes.join_next().await {
            self.noted(noted);
        }
    }

    async fn finish_bookings(&mut self) {
        while let Some(booked) = self.bookings.join_next().await {
            self.booked(booked);
        }
    }

    /// A sign of life; one that is lost is made up for by the next.
    async fn renew(&self) {
        let renewed = async {
            let mut tx = self.app.db.write().await?;
            let waiting = self.waiting.iter().map(|(claimed, _)| claimed.0.id);
            let held: Vec<_> = self.not_booked.iter().copied().chain(waiting).collect();
            messages::renew(&mut tx, self.lease, &held, self.app.now() + LEASE).await?;
            tx.commit().await
        };
        if let Err(error) = renewed.await {
            tracing::warn!(%error, "a sign of life was lost; the claims hold until the lease ends");
        }
    }

    /// Gives back what was claimed and not begun, so that others may claim it at once, and records all that has ended.
    async fn give_back(&mut self) {
        while let Some(claimed) = self.claims.join_next().await {
            self.take_in(claimed);
        }
        let not_begun = |(claimed, _)| Unsent { claimed, refusal: None };
        self.unsent.extend(self.waiting.drain(..).map(not_begun));
        self.record().await;
        self.finish_notes().await;
        self.finish_bookings().await;
        self.book();
        self.finish_bookings().await;
    }

    async fn finish_within(&mut self, limit: Duration) {
        let deadline = Instant::now() + limit;
        self.give_back().await;
        while !self.sends.is_empty() {
            tokio::select! {
                Some(outcome) = self.sends.join_next_with_id() => self.end(outcome),
                Some(noted) = self.notes.join_next() => self.noted(noted),
                () = tokio::time::sleep_until(deadline) => break,
            }
            self.record_if_enough().await;
        }
        self.sends.abort_all();
    }
}

//! What the loops of a round share: the lease, how much is in flight, and what went wrong.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::mail::send_error::SendError;
use crate::storage::StorageError;
use crate::storage::sending::outbox::Queue;
use crate::workflow::sending::send::SendReport;
use crate::workflow::sending::send::lease::Lease;
use crate::workflow::sending::send::limits::{NOT_NOTED, RECORD_PAUSE, RECORD_TIME, RECORD_TRIES};

pub struct Round {
    pub app: App,
    pub lease: Lease,
    pub stop: CancellationToken,
    /// Told to stop, or the database failed: nothing more is claimed or begun.
    pub halt: CancellationToken,
    /// Permits to hand a mail over before others are noted.
    pub hand_overs: Arc<Semaphore>,
    /// The mail server had rested when the last claim was made, or has been in trouble since: what it accepts ends its
    /// rest.
    pub may_end_rest: AtomicBool,
    pub flight: watch::Sender<Flight>,
    /// Held by what may begin or end a rest of the mail server, so that it does so in the order in which mails ended.
    pub rests: tokio::sync::Mutex<()>,
    /// The number of the last claim, and of the last whose mails are not sent any more: the mail server has been in
    /// trouble since.
    claims: AtomicU64,
    spoiled: AtomicU64,
    report: Mutex<SendReport>,
    failure: Mutex<Option<StorageError>>,
}

/// How many mails are in flight.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flight {
    /// Claimed and not ended.
    pub held: usize,
    /// Ended, and neither noted nor recorded as not accepted.
    pub unrecorded: usize,
    /// Released since the last claim, which may not have seen them: they are due at once.
    pub released: usize,
    /// The claiming loop wants to know once this few are held.
    pub watched: usize,
}

/// A claimed mail that waits for a connection.
pub struct Begin<C> {
    pub claimed: Arc<C>,
    /// Later it is released.
    pub before: Instant,
    /// The claim with which it is given back when the mail server gets into trouble; `None` if a connection was free for it,
    /// so that one bad mail does not hold up those that begin beside it.
    pub claim: Option<u64>,
}

/// A mail that has ended.
pub struct Ended<C> {
    pub claimed: Arc<C>,
    pub outcome: Outcome,
}

/// How the sending of a mail ended.
pub enum Outcome {
    /// With the permit to hand over, which is returned once the mail is noted.
    Accepted(OwnedSemaphorePermit),
    Refused(SendError),
    /// The mail server was told nothing, or only that there is a mail.
    NotBegun,
}

impl Round {
    pub fn new(app: &App, queue: Queue, stop: &CancellationToken) -> Self {
        Self {
            lease: Lease::new(app, queue),
            stop: stop.clone(),
            halt: stop.child_token(),
            hand_overs: Arc::new(Semaphore::new(NOT_NOTED * app.config.mail.concurrency as usize)),
            may_end_rest: AtomicBool::new(false),
            flight: watch::Sender::default(),
            rests: tokio::sync::Mutex::default(),
            claims: AtomicU64::new(0),
            spoiled: AtomicU64::new(0),
            report: Mutex::default(),
            failure: Mutex::default(),
            app: app.clone(),
        }
    }

    pub fn connections(&self) -> usize {
        self.app.config.mail.concurrency as usize
    }

    /// The number of a new claim.
    pub fn next_claim(&self) -> u64 {
        self.flight.send_if_modified(|flight| {
            if flight.unrecorded == 0 {
                flight.released = 0;
            }
            false
        });
        self.claims.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Whether the mail server has been in trouble since the last claim.
    pub fn is_in_trouble(&self) -> bool {
        let last = self.claims.load(Ordering::SeqCst);
        last > 0 && last <= self.spoiled.load(Ordering::SeqCst)
    }

    /// Whether the mail server has been in trouble since the claim of this mail: it gets no more of it.
    pub fn is_spoiled(&self, claim: Option<u64>) -> bool {
        claim.is_some_and(|claim| claim <= self.spoiled.load(Ordering::SeqCst))
    }

    /// Counts a mail that has ended. Trouble with the mail server is known before the mail counts as ended.
    pub fn end(&self, outcome: &Outcome) {
        if matches!(outcome, Outcome::Refused(error) if error.cause.is_about_server()) {
            self.spoiled.fetch_max(self.claims.load(Ordering::SeqCst), Ordering::SeqCst);
        }
        self.flight.send_if_modified(|flight| {
            flight.held = flight.held.saturating_sub(1);
            flight.unrecorded += 1;
            flight.released += usize::from(matches!(outcome, Outcome::NotBegun));
            flight.held <= flight.watched
        });
    }

    /// Adds to the result.
    pub fn add(&self, more: SendReport) {
        *lock(&self.report) += more;
    }

    /// Records a database failure: nothing more is claimed or handed over.
    pub fn fail(&self, error: StorageError) {
        lock(&self.failure).get_or_insert(error);
        self.hand_overs.close();
        self.halt.cancel();
    }

    pub fn has_failed(&self) -> bool {
        lock(&self.failure).is_some()
    }

    /// Retries while the database is busy: an accepted mail that is not recorded would be sent again. Once it has failed, there is
    /// one chance.
    pub async fn patiently<T, F>(&self, mut attempt: impl FnMut() -> F) -> Result<T, StorageError>
    where
        F: Future<Output = Result<T, StorageError>>,
    {
        let mut tries = 0;
        loop {
            let ended = tokio::time::timeout(RECORD_TIME, attempt()).await;
            match ended.unwrap_or(Err(StorageError::TookTooLong)) {
                Err(error) if error.is_passing() && tries < RECORD_TRIES && !self.has_failed() => {
                    tries += 1;
                    tokio::time::sleep(RECORD_PAUSE).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// The value; `None` if the database failed.
    pub fn checked<T>(&self, outcome: Result<T, StorageError>) -> Option<T> {
        outcome.map_err(|error| self.fail(error)).ok()
    }

    pub fn report(&self) -> SendReport {
        *lock(&self.report)
    }

    pub fn result(&self) -> Result<SendReport, StorageError> {
        lock(&self.failure).take().map_or_else(|| Ok(self.report()), Err)
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

//! The connections to one server: how many there may be, which are idle, and at what rate mails may leave.
//!
//! The rule: a connection has one user at a time, who holds a permit for it, so that there are never more than the
//! operator allows. Who waits for a permit gets the next one that is returned.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::config::SmtpServer;
use crate::domain::sending::delivery::Cause;
use crate::mail::send_error::SendError;
use crate::mail::smtp::connection::Connection;
use crate::mail::smtp::hello::HelloName;
use crate::mail::smtp::limits::{LONGEST_IDLE, MOST_MAILS, PIPELINING_PAUSE};
use crate::mail::smtp::rate_limiter::RateLimiter;

/// Sends through one server.
#[derive(Debug)]
pub struct SmtpMailer {
    server: SmtpServer,
    hello: HelloName,
    /// One for each connection in use.
    permits: Arc<Semaphore>,
    /// How many mails wait for a permit.
    waiting: AtomicUsize,
    idle: Mutex<Vec<Idle>>,
    /// `None` without a limit.
    rate: Option<Mutex<RateLimiter>>,
    /// When the server last lost commands pipelined behind a mail, though it offers PIPELINING.
    pipelining_failed_at: Mutex<Option<Instant>>,
}

#[derive(Debug)]
struct Idle {
    connection: Connection,
    since: Instant,
}

impl SmtpMailer {
    /// At most `connections` concurrent connections and `rate` messages a second; a rate of 0 is no limit.
    #[must_use]
    pub fn new(server: SmtpServer, connections: u32, rate: f64) -> Self {
        let hello = HelloName::new(server.hello_name.clone());
        Self {
            server,
            hello,
            permits: Arc::new(Semaphore::new(connections as usize)),
            waiting: AtomicUsize::new(0),
            idle: Mutex::default(),
            rate: (rate > 0.0).then(|| Mutex::new(RateLimiter::new(rate))),
            pipelining_failed_at: Mutex::default(),
        }
    }

    /// Waits for a permit and for a slot of the rate limit; `None` if the deadline has passed by then.
    pub(super) async fn acquire(
        &self,
        begins_before: Option<Instant>,
    ) -> Result<Option<OwnedSemaphorePermit>, SendError> {
        let permit = self.wait_for_permit(begins_before).await?;
        if permit.is_some()
            && let Some(rate) = &self.rate
        {
            wait_for_slot(rate).await;
        }
        Ok(permit.filter(|_| !is_over(begins_before)))
    }

    async fn wait_for_permit(
        &self,
        begins_before: Option<Instant>,
    ) -> Result<Option<OwnedSemaphorePermit>, SendError> {
        if let Ok(permit) = self.permits.clone().try_acquire_owned() {
            return Ok(Some(permit));
        }
        let _waiter = Waiter::join(&self.waiting);
        let acquire = self.permits.clone().acquire_owned();
        let permit = match begins_before {
            Some(deadline) => match tokio::time::timeout_at(deadline, acquire).await {
                Ok(permit) => permit,
                Err(_) => return Ok(None),
            },
            None => acquire.await,
        };
        permit.map(Some).map_err(|_| SendError::new(Cause::MailServer, "the program is stopping"))
    }

    pub(super) async fn open(&self) -> Result<Connection, SendError> {
        Connection::open(&self.server, &self.hello).await
    }

    pub(super) fn take_idle(&self) -> Option<Connection> {
        let mut idle = lock(&self.idle);
        idle.retain(|idle| idle.since.elapsed() < LONGEST_IDLE);
        idle.pop().map(|idle| idle.connection)
    }

    /// Keeps a connection for the next mail, unless it has carried its share.
    pub(super) fn put_back(&self, connection: Connection) {
        if connection.mails < MOST_MAILS {
            lock(&self.idle).push(Idle { connection, since: Instant::now() });
        }
    }

    /// Whether another mail may be announced behind the one in flight on this connection. Not while a mail waits for a
    /// permit, since a connection that goes from mail to mail is never returned.
    pub(super) fn may_pipeline_next(&self, connection: &Connection) -> bool {
        let takes_more = connection.supports_pipelining() && connection.mails + 1 < MOST_MAILS;
        let is_wanted = self.waiting.load(Ordering::Relaxed) > 0;
        let failed_at = *lock(&self.pipelining_failed_at);
        let is_paused = failed_at.is_some_and(|at| at.elapsed() <= PIPELINING_PAUSE);
        takes_more && self.rate.is_none() && !is_wanted && !is_paused
    }

    /// Stops pipelining behind mails for a while.
    pub(super) fn note_lost_pipelining(&self) {
        tracing::warn!("the mail server lost what was said behind a mail; nothing is said there for a while");
        *lock(&self.pipelining_failed_at) = Some(Instant::now());
    }

    /// Sends QUIT on every idle connection, without waiting for the reply.
    pub fn close_idle(&self) {
        for Idle { mut connection, .. } in std::mem::take(&mut *lock(&self.idle)) {
            tokio::spawn(async move { connection.quit().await });
        }
    }
}

async fn wait_for_slot(rate: &Mutex<RateLimiter>) {
    let now = Instant::now();
    let slot = lock(rate).next_slot(now);
    // tokio's timer has millisecond resolution: even a wait until now may take one.
    if slot > now {
        tokio::time::sleep_until(slot).await;
    }
}

fn is_over(begins_before: Option<Instant>) -> bool {
    begins_before.is_some_and(|before| Instant::now() > before)
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts one who waits, also if the wait is cancelled.
struct Waiter<'a>(&'a AtomicUsize);

impl<'a> Waiter<'a> {
    fn join(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

//! The connections to one server: how many there may be, which are idle, and at what rate mails may leave.
//!
//! The rule: a connection has one user at a time, who holds a permit for it, so that there are never more than the
//! operator allows. Who waits for a permit gets the next one that is returned.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::config::SmtpServer;
use crate::domain::sending::delivery::Cause;
use crate::mail::send_error::SendError;
use crate::mail::smtp::connection::Connection;
use crate::mail::smtp::hello::HelloName;
use crate::mail::smtp::limits::{LONGEST_IDLE, MOST_MAILS};
use crate::mail::smtp::rate_limiter::RateLimiter;

/// Sends through one server.
#[derive(Debug)]
pub struct SmtpMailer {
    server: SmtpServer,
    hello: HelloName,
    /// A permit for each connection, held while it is in use.
    permits: Arc<Semaphore>,
    /// The number of permits: the most connections at once.
    connections: usize,
    idle: Mutex<Vec<Idle>>,
    /// `None` without a limit.
    rate: Option<Mutex<RateLimiter>>,
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
            connections: connections as usize,
            idle: Mutex::default(),
            rate: (rate > 0.0).then(|| Mutex::new(RateLimiter::new(rate))),
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

    /// Sends QUIT on every idle connection, without waiting for the reply; not while another sender is at work, who would open as
    /// many again beside those that are closing.
    pub fn close_idle(&self) {
        if self.permits.available_permits() < self.connections {
            return;
        }
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

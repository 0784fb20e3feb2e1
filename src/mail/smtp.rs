//! Sends by SMTP (RFC 5321) over a small pool of persistent connections.
//!
//! The pool is ours, not lettre's, for two reasons: lettre leaves Nagle's algorithm on, so that every mail waits
//! 44 ms for a delayed acknowledgement, and its time-out covers only the connect, so that a silent server blocks a
//! send for ever. The rule: every step has a time-out; a connection on which anything went wrong is never reused, so
//! that no mail gets another one's reply; success is a 2yz reply after the final dot and nothing else.

mod announced;
mod connection;
mod data;
mod hello;
mod rate_limiter;
mod refusal;
mod reply;
mod tls;
mod wait_queue;
mod wire;

pub use announced::Announced;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::config::SmtpServer;
use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::smtp::connection::Connection;
use crate::mail::smtp::data::mail_data;
use crate::mail::smtp::hello::HelloName;
use crate::mail::smtp::rate_limiter::RateLimiter;
use crate::mail::smtp::reply::{Reply, ReplyLine};
use crate::mail::smtp::wait_queue::{Acquired, WaitQueue, is_over};

/// A connection idle for longer than this is closed; servers hang up after some minutes.
const LONGEST_IDLE: Duration = Duration::from_secs(20);
/// For this long nothing is pipelined behind a mail after the server lost pipelined commands once: it may have been a
/// pause.
const PIPELINING_PAUSE: Duration = Duration::from_secs(600);
/// Mails per connection, so that a load balancer chooses a server anew now and then.
const MOST_MAILS: u32 = 200;

/// Sends through one server.
#[derive(Debug)]
pub struct SmtpMailer {
    server: SmtpServer,
    hello: HelloName,
    /// One permit per connection in use.
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Idle>>,
    wait_queue: WaitQueue,
    rate_limiter: Mutex<RateLimiter>,
    is_rate_limited: bool,
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
        let permits = Arc::new(Semaphore::new(connections as usize));
        let hello = HelloName::new(server.hello_name.clone());
        Self {
            server,
            hello,
            permits,
            idle: Mutex::default(),
            wait_queue: WaitQueue::default(),
            rate_limiter: Mutex::new(RateLimiter::new(rate)),
            is_rate_limited: rate > 0.0,
            pipelining_failed_at: Mutex::default(),
        }
    }

    /// Waits for a connection and for the rate limit, then announces the mail; `None` if `begins_before` has passed
    /// by then.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn announce(
        self: &Arc<Self>,
        mail: RawMail,
        begins_before: Option<Instant>,
    ) -> Result<Option<Announced>, SendError> {
        let text = std::str::from_utf8(&mail.bytes);
        let text = text.map_err(|_| SendError::new(Cause::Unmailable, "the mail is not text"))?;
        let (data, mail) = (mail_data(text), Arc::new(mail));
        let (permit, connection) = match self.acquire(&mail, begins_before).await? {
            Acquired::TooLate => return Ok(None),
            Acquired::Permit(_) if is_over(begins_before) => return Ok(None),
            Acquired::Permit(permit) => (permit, self.announce_over_any(&mail).await?),
            Acquired::Pipelined(pipelined) => {
                (pipelined.permit, self.read_replies(pipelined.connection, &mail).await?)
            }
        };
        Ok(Some(Announced { mailer: self.clone(), permit, connection, mail, data }))
    }

    async fn acquire(
        &self,
        mail: &Arc<RawMail>,
        begins_before: Option<Instant>,
    ) -> Result<Acquired, SendError> {
        let stopping = |_| SendError::new(Cause::MailServer, "the program is stopping");
        if !self.is_rate_limited {
            return self.wait_queue.wait(mail, begins_before, &self.permits).await.map_err(stopping);
        }
        let permit = self.permits.clone().acquire_owned().await.map_err(stopping)?;
        self.wait_for_slot().await;
        Ok(Acquired::Permit(permit))
    }

    async fn wait_for_slot(&self) {
        let now = Instant::now();
        let slot = self.rate_limiter.lock().unwrap_or_else(PoisonError::into_inner).next_slot(now);
        // tokio's timer has millisecond resolution: even a wait until now may take one.
        if slot > now {
            tokio::time::sleep_until(slot).await;
        }
    }

    async fn announce_over_any(&self, mail: &RawMail) -> Result<Connection, SendError> {
        if let Some(mut connection) = self.take_idle() {
            let was_used = connection.mails > 0;
            match connection.announce(mail).await {
                Ok(()) => return Ok(connection),
                Err(error) => {
                    let failure = self.release_failed(connection, was_used, error).await;
                    // The server hung up while the connection was idle; the mail was not sent.
                    if !failure.is_stale {
                        return Err(failure.error);
                    }
                }
            }
        }
        self.announce_over_new(mail).await
    }

    async fn announce_over_new(&self, mail: &RawMail) -> Result<Connection, SendError> {
        let mut connection = Connection::open(&self.server, &self.hello).await?;
        match connection.announce(mail).await {
            Ok(()) => Ok(connection),
            Err(error) => Err(self.release_failed(connection, false, error).await.error),
        }
    }

    /// Reads the replies to an announcement that was pipelined behind another mail.
    async fn read_replies(
        &self,
        mut connection: Connection,
        mail: &RawMail,
    ) -> Result<Connection, SendError> {
        match connection.read_announcement_replies(mail).await {
            Ok(()) => Ok(connection),
            Err(error) => {
                if connection.announcement_timed_out() {
                    tracing::warn!(
                        "the mail server lost what was said behind a mail; nothing is said there for a while"
                    );
                    *self.pipelining_failed_at.lock().unwrap_or_else(PoisonError::into_inner) =
                        Some(Instant::now());
                }
                let failure = self.release_failed(connection, true, error).await;
                if failure.is_stale { self.announce_over_new(mail).await } else { Err(failure.error) }
            }
        }
    }

    /// Whether another mail may be announced behind the one in flight on this connection.
    fn may_pipeline_next(&self, connection: &Connection) -> bool {
        let takes_more = connection.supports_pipelining() && connection.mails + 1 < MOST_MAILS;
        let failed_at = *self.pipelining_failed_at.lock().unwrap_or_else(PoisonError::into_inner);
        takes_more && !self.is_rate_limited && failed_at.is_none_or(|at| at.elapsed() > PIPELINING_PAUSE)
    }

    /// Returns the connection to the pool if it is in step with the server.
    async fn release(
        &self,
        connection: Connection,
        was_used: bool,
        outcome: Result<(), SendError>,
    ) -> Result<(), Failure> {
        match outcome {
            Ok(()) => {
                self.return_to_pool(connection);
                Ok(())
            }
            Err(error) => Err(self.release_failed(connection, was_used, error).await),
        }
    }

    /// A connection stays usable after an orderly refusal, once the unfinished mail is reset.
    async fn release_failed(&self, mut connection: Connection, was_used: bool, error: SendError) -> Failure {
        if connection.is_in_sync() && connection.reset().await {
            self.return_to_pool(connection);
        }
        Failure { is_stale: was_used && error.cause == Cause::MailServer, error }
    }

    /// Sends QUIT on every idle connection, without waiting for the reply.
    pub fn close_idle(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for Idle { mut connection, .. } in idle {
            tokio::spawn(async move { connection.quit().await });
        }
    }

    fn take_idle(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|idle| idle.since.elapsed() < LONGEST_IDLE);
        idle.pop().map(|idle| idle.connection)
    }

    fn return_to_pool(&self, connection: Connection) {
        if connection.mails < MOST_MAILS {
            let idle = Idle { connection, since: Instant::now() };
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(idle);
        }
    }
}

/// Classifies a refusal of a recipient from its text.
#[must_use]
pub fn refused(said: &str) -> SendError {
    let line = ReplyLine::parse(said.as_bytes());
    let reply = line.map(|line| Reply { code: line.code, lines: vec![line.text] });
    reply.map_or_else(
        |_| SendError::new(Cause::Interrupted, said),
        |reply| SendError::new(refusal::cause_of(&reply), said),
    )
}

struct Failure {
    error: SendError,
    /// A reused connection ended, and the mail was not accepted.
    is_stale: bool,
}

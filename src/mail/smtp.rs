//! Sending by SMTP (RFC 5321) over a few connections of our own, which are kept and used again.
//!
//! The connections are ours, for two reasons: lettre's own leave Nagle's algorithm on, so that every mail waits 44 ms
//! for a delayed acknowledgement, and their time limit ends at the connect, so that a silent server holds a send for
//! ever. The rule: every step has a time limit; a connection on which anything went wrong is never used again, so that
//! no mail gets another one's reply; success is reply code 250 after the final dot and nothing else.

mod connection;
mod data;
mod pace;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

use crate::config::SmtpServer;
use crate::domain::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::smtp::connection::Connection;
use crate::mail::smtp::data::mail_data;
use crate::mail::smtp::pace::Pace;
use crate::mail::transport::SendError;

/// A connection that nobody used for so long is closed; servers hang up after some minutes.
const LONGEST_IDLE: Duration = Duration::from_secs(20);
/// Mails over one connection, so that a server behind a load balancer is chosen anew now and then.
const MOST_MAILS: u32 = 200;

/// Sends through one server.
#[derive(Debug)]
pub struct SmtpMailer {
    server: SmtpServer,
    /// Connections at once.
    room: Semaphore,
    idle: Mutex<Vec<Idle>>,
    pace: Mutex<Pace>,
}

#[derive(Debug)]
struct Idle {
    connection: Connection,
    since: Instant,
}

impl SmtpMailer {
    /// At most so many connections at once, and so many messages a second; 0 is no limit.
    #[must_use]
    pub fn new(server: SmtpServer, connections: u32, rate: f64) -> Self {
        let room = Semaphore::new(connections as usize);
        Self { server, room, idle: Mutex::default(), pace: Mutex::new(Pace::new(rate)) }
    }

    /// Waits until there is a connection for one more mail and the pace allows it.
    ///
    /// # Errors
    /// [`Cause::MailServer`] when the program is stopping.
    pub async fn turn(&self) -> Result<Turn<'_>, SendError> {
        let closed = |_| SendError::new(Cause::MailServer, "the program is stopping");
        let place = self.room.acquire().await.map_err(closed)?;
        let now = Instant::now();
        let turn = self.pace.lock().unwrap_or_else(PoisonError::into_inner).next(now);
        // tokio's clock counts milliseconds: a wait for this very moment may take one.
        if turn > now {
            tokio::time::sleep_until(turn).await;
        }
        Ok(Turn { mailer: self, _place: place })
    }

    async fn announce(&self, mail: &RawMail) -> Result<Connection, SendError> {
        if let Some(connection) = self.take_idle() {
            match self.announce_over(connection, mail).await {
                // The server had hung up while the connection was idle; the mail has not left.
                Err(failure) if failure.is_stale => {}
                outcome => return outcome.map_err(|failure| failure.error),
            }
        }
        self.announce_anew(mail).await
    }

    async fn announce_anew(&self, mail: &RawMail) -> Result<Connection, SendError> {
        let connection = Connection::open(&self.server).await?;
        self.announce_over(connection, mail).await.map_err(|failure| failure.error)
    }

    async fn announce_over(&self, mut connection: Connection, mail: &RawMail) -> Result<Connection, Failure> {
        match connection.announce(mail).await {
            Ok(()) => Ok(connection),
            Err(error) => Err(self.failed(connection, error).await),
        }
    }

    async fn hand_over(&self, mut connection: Connection, data: &str) -> Result<(), Failure> {
        match connection.hand_over(data).await {
            Ok(()) => {
                self.keep(connection);
                Ok(())
            }
            Err(error) => Err(self.failed(connection, error).await),
        }
    }

    /// A refusal in good order leaves the connection in order once the half-made mail is dropped.
    async fn failed(&self, mut connection: Connection, error: SendError) -> Failure {
        let is_stale = connection.mails > 0 && error.cause == Cause::MailServer;
        if connection.is_in_order() && connection.reset().await {
            self.keep(connection);
        }
        Failure { is_stale, error }
    }

    /// Says goodbye on every connection that nobody uses, without waiting for the answer.
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

    fn keep(&self, connection: Connection) {
        if connection.mails < MOST_MAILS {
            let idle = Idle { connection, since: Instant::now() };
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(idle);
        }
    }
}

/// The turn of one mail.
#[derive(Debug)]
pub struct Turn<'a> {
    mailer: &'a SmtpMailer,
    _place: SemaphorePermit<'a>,
}

impl<'a> Turn<'a> {
    /// Announces a mail.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn announce(self, mail: RawMail) -> Result<Announced<'a>, SendError> {
        let text = std::str::from_utf8(&mail.bytes);
        let text = text.map_err(|_| SendError::new(Cause::Unmailable, "the mail is not text"))?;
        let data = mail_data(text);
        let connection = self.mailer.announce(&mail).await?;
        Ok(Announced { turn: self, connection, mail, data })
    }
}

/// A mail for which the server waits. Nobody gets it before it is handed over.
#[derive(Debug)]
pub struct Announced<'a> {
    turn: Turn<'a>,
    connection: Connection,
    mail: RawMail,
    data: String,
}

impl Announced<'_> {
    /// Hands the mail over.
    ///
    /// # Errors
    /// See [`SendError`]; a silent server counts as an unknown fate.
    pub async fn hand_over(self) -> Result<(), SendError> {
        let Self { turn, connection, mail, data } = self;
        match turn.mailer.hand_over(connection, &data).await {
            // The server wants no more over this connection, and has not taken the mail.
            Err(failure) if failure.is_stale => {
                let connection = turn.mailer.announce_anew(&mail).await?;
                turn.mailer.hand_over(connection, &data).await.map_err(|failure| failure.error)
            }
            outcome => outcome.map_err(|failure| failure.error),
        }
    }
}

struct Failure {
    error: SendError,
    /// A connection that was used before ended, and the mail was not taken.
    is_stale: bool,
}

//! One sender's mails, one after another: announced, and then handed over.
//!
//! The commands that announce the next mail may follow the data directly (RFC 2920, 3.1), which saves half of the
//! round trips. The rule: the reply to a mail never depends on what was pipelined behind it, and a mail is delivered by
//! [`Session::hand_over`] and not before. A session holds a connection only while a mail is announced.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

use crate::domain::ids::MessageId;
use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::smtp::connection::Connection;
use crate::mail::smtp::data::mail_data;
use crate::mail::smtp::pool::SmtpMailer;

/// Sends one mail after another.
#[derive(Debug)]
pub struct Session {
    mailer: Arc<SmtpMailer>,
    /// The connection on which the server waits for the data of the announced mail.
    announced: Option<Line>,
    /// The connection on which the next mail is announced, its replies unread.
    behind: Option<(MessageId, Line)>,
}

/// A connection in use.
#[derive(Debug)]
struct Line {
    connection: Connection,
    permit: OwnedSemaphorePermit,
}

struct Failure {
    error: SendError,
    /// A reused connection ended, and the mail was not accepted.
    is_stale: bool,
}

impl SmtpMailer {
    /// What a sender needs to send one mail after another.
    #[must_use]
    pub fn session(self: &Arc<Self>) -> Session {
        Session::new(self.clone())
    }
}

impl Session {
    pub(super) fn new(mailer: Arc<SmtpMailer>) -> Self {
        Self { mailer, announced: None, behind: None }
    }

    /// Waits for a connection and for the rate limit, then announces the mail; false if `begins_before` has passed by
    /// then.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn announce(
        &mut self,
        mail: &RawMail,
        begins_before: Option<Instant>,
    ) -> Result<bool, SendError> {
        // Taken out while at work, so that a wait that is cancelled closes the connection.
        let behind = self.behind.take();
        self.announced = None;
        text_of(mail)?;
        let line = match behind {
            Some((id, line)) if id == mail.id => self.read_replies(line, mail).await?,
            _ => match self.mailer.acquire(begins_before).await? {
                Some(permit) => Line { connection: self.announce_over_any(mail).await?, permit },
                None => return Ok(false),
            },
        };
        self.announced = Some(line);
        Ok(true)
    }

    /// Whether the next mail may be announced behind the one that is announced.
    #[must_use]
    pub fn takes_next(&self) -> bool {
        self.announced.as_ref().is_some_and(|line| self.mailer.may_pipeline_next(&line.connection))
    }

    /// Sends the data of the announced mail, with the announcement of `next` behind it if there is one, and waits for
    /// the reply.
    ///
    /// # Errors
    /// See [`SendError`]; a silent server counts as an unknown fate.
    pub async fn hand_over(&mut self, mail: &RawMail, next: Option<&RawMail>) -> Result<(), SendError> {
        let line = self.announced.take();
        let Line { mut connection, permit } =
            line.ok_or_else(|| SendError::new(Cause::Interrupted, "the mail was not announced"))?;
        let was_used = connection.mails > 0;
        let mut data = mail_data(text_of(mail)?);
        let end = data.len();
        if let Some(next) = next {
            data.push_str(&connection.announcement(next).concat());
        }
        let outcome = connection.hand_over(&data).await;
        if let Some(next) = next
            && connection.is_in_sync()
        {
            self.behind = Some((next.id, Line { connection, permit }));
            return outcome;
        }
        let Err(failure) = self.release(connection, was_used, outcome).await else { return Ok(()) };
        if !failure.is_stale {
            return Err(failure.error);
        }
        // The server accepts no more mails on this connection, and did not accept this one.
        let mut connection = self.announce_over_new(mail).await?;
        data.truncate(end);
        let outcome = connection.hand_over(&data).await;
        self.release(connection, false, outcome).await.map_err(|failure| failure.error)
    }

    /// Drops what is announced and was not handed over, with its connection: the server waits for a mail on it.
    pub fn abandon(&mut self) {
        self.announced = None;
        self.behind = None;
    }

    async fn announce_over_any(&self, mail: &RawMail) -> Result<Connection, SendError> {
        if let Some(mut connection) = self.mailer.take_idle() {
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
        let mut connection = self.mailer.open().await?;
        match connection.announce(mail).await {
            Ok(()) => Ok(connection),
            Err(error) => Err(self.release_failed(connection, false, error).await.error),
        }
    }

    /// Reads the replies to an announcement that was pipelined behind another mail.
    async fn read_replies(&self, line: Line, mail: &RawMail) -> Result<Line, SendError> {
        let Line { mut connection, permit } = line;
        let connection = match connection.read_announcement_replies(mail).await {
            Ok(()) => connection,
            Err(error) => {
                if connection.announcement_timed_out() {
                    self.mailer.note_lost_pipelining();
                }
                let failure = self.release_failed(connection, true, error).await;
                if !failure.is_stale {
                    return Err(failure.error);
                }
                self.announce_over_new(mail).await?
            }
        };
        Ok(Line { connection, permit })
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
                self.mailer.put_back(connection);
                Ok(())
            }
            Err(error) => Err(self.release_failed(connection, was_used, error).await),
        }
    }

    /// A connection stays usable after an orderly refusal, once the unfinished mail is reset.
    async fn release_failed(&self, mut connection: Connection, was_used: bool, error: SendError) -> Failure {
        if connection.is_in_sync() && connection.reset().await {
            self.mailer.put_back(connection);
        }
        Failure { is_stale: was_used && error.cause == Cause::MailServer, error }
    }
}

fn text_of(mail: &RawMail) -> Result<&str, SendError> {
    std::str::from_utf8(&mail.bytes).map_err(|_| SendError::new(Cause::Unmailable, "the mail is not text"))
}

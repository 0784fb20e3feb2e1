//! One sender's mails, one after another: announced, and then handed over.
//!
//! The rule: a mail is delivered by [`Session::hand_over`] and not before. A session holds a connection only while a mail is
//! announced.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

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
}

/// A connection in use.
#[derive(Debug)]
struct Line {
    connection: Connection,
    _permit: OwnedSemaphorePermit,
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
        Session { mailer: self.clone(), announced: None }
    }
}

impl Session {
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
        self.announced = None;
        text_of(mail)?;
        let Some(permit) = self.mailer.acquire(begins_before).await? else { return Ok(false) };
        self.announced = Some(Line { connection: self.announce_over_any(mail).await?, _permit: permit });
        Ok(true)
    }

    /// Sends the data of the announced mail and waits for the reply.
    ///
    /// # Errors
    /// See [`SendError`]; a silent server counts as an unknown fate.
    pub async fn hand_over(&mut self, mail: &RawMail) -> Result<(), SendError> {
        let line = self.announced.take();
        let Line { mut connection, _permit } =
            line.ok_or_else(|| SendError::new(Cause::Interrupted, "the mail was not announced"))?;
        match connection.hand_over(&mail_data(text_of(mail)?)).await {
            Ok(()) => {
                self.mailer.put_back(connection);
                Ok(())
            }
            Err(error) => Err(self.release_failed(connection, false, error).await.error),
        }
    }

    /// Drops what is announced and was not handed over, with its connection: the server waits for a mail on it.
    pub fn abandon(&mut self) {
        self.announced = None;
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

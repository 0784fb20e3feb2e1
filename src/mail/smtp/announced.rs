//! Sends the data of an announced mail, with the announcement of the next pipelined behind it.
//!
//! The commands that announce the next mail may follow the data directly (RFC 2920, 3.1), which saves half of the
//! round trips. The rule: the reply to a mail never depends on what was pipelined behind it.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;

use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::smtp::SmtpMailer;
use crate::mail::smtp::connection::Connection;
use crate::mail::smtp::wait_queue::PipelinedConnection;

/// A mail whose data the server is waiting for. It is not delivered before [`Announced::hand_over`].
#[derive(Debug)]
pub struct Announced {
    pub(super) mailer: Arc<SmtpMailer>,
    pub(super) permit: OwnedSemaphorePermit,
    pub(super) connection: Connection,
    pub(super) mail: Arc<RawMail>,
    /// As sent over the wire.
    pub(super) data: String,
}

impl Announced {
    /// Sends the data and waits for the reply.
    ///
    /// # Errors
    /// See [`SendError`]; a silent server counts as an unknown fate.
    pub async fn hand_over(self) -> Result<(), SendError> {
        let Self { mailer, permit, mut connection, mail, mut data } = self;
        let next = if mailer.may_pipeline_next(&connection) { mailer.wait_queue.next() } else { None };
        let was_used = connection.mails > 0;
        let end = data.len();
        if let Some(next) = &next {
            data.push_str(&connection.announcement(&next.mail).concat());
        }
        let outcome = connection.hand_over(&data).await;
        if let Some(next) = next
            && connection.is_in_sync()
        {
            next.give(PipelinedConnection { connection, permit });
            return outcome;
        }
        let Err(failure) = mailer.release(connection, was_used, outcome).await else { return Ok(()) };
        if !failure.is_stale {
            return Err(failure.error);
        }
        // The server accepts no more mails on this connection, and did not accept this one.
        let mut connection = mailer.announce_over_new(&mail).await?;
        data.truncate(end);
        let outcome = connection.hand_over(&data).await;
        mailer.release(connection, false, outcome).await.map_err(|failure| failure.error)
    }
}

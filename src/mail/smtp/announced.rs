//! Handing over a mail that was announced, and announcing the next behind it.
//!
//! A mail may be followed at once by the commands that announce another (RFC 2920, 3.1), which saves the server and us half of the
//! ways there and back. The rule: what a mail is answered never depends on what was said behind it.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;

use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::smtp::SmtpMailer;
use crate::mail::smtp::connection::Connection;
use crate::mail::smtp::line::Passed;

/// A mail for which the server waits. Nobody gets it before it is handed over.
#[derive(Debug)]
pub struct Announced {
    pub(super) mailer: Arc<SmtpMailer>,
    pub(super) place: OwnedSemaphorePermit,
    pub(super) connection: Connection,
    pub(super) mail: Arc<RawMail>,
    /// As it goes over the wire.
    pub(super) data: String,
}

impl Announced {
    /// Hands the mail over.
    ///
    /// # Errors
    /// See [`SendError`]; a silent server counts as an unknown fate.
    pub async fn hand_over(self) -> Result<(), SendError> {
        let Self { mailer, place, mut connection, mail, mut data } = self;
        let next = if mailer.may_pass_on(&connection) { mailer.line.next() } else { None };
        let was_used = connection.mails > 0;
        let end = data.len();
        if let Some(next) = &next {
            data.push_str(&connection.announcement(&next.mail).concat());
        }
        let outcome = connection.hand_over(&data).await;
        if let Some(next) = next
            && connection.is_in_order()
        {
            next.pass(Passed { connection, place });
            return outcome;
        }
        let Err(failure) = mailer.finish(connection, was_used, outcome).await else { return Ok(()) };
        if !failure.is_stale {
            return Err(failure.error);
        }
        // The server wants no more over this connection, and has not taken the mail.
        let mut connection = mailer.announce_anew(&mail).await?;
        data.truncate(end);
        let outcome = connection.hand_over(&data).await;
        mailer.finish(connection, false, outcome).await.map_err(|failure| failure.error)
    }
}

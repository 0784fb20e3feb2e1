//! Sending by SMTP (RFC 5321), one connection for each mail.
//!
//! The connection is ours, for two reasons: lettre's own leaves Nagle's algorithm on, so that every mail waits 44 ms
//! for a delayed acknowledgement, and its time limit ends at the connect, so that a silent server holds a send for
//! ever. With `smtps:` the connection is lettre's, which wraps no stream of ours in TLS. The rule: a send ends within [`TIME_LIMIT`], and success is reply code 250 after the final dot and nothing
//! else.

use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use secrecy::ExposeSecret;
use tokio::net::TcpStream;

use crate::config::{SmtpServer, TlsPolicy};
use crate::mail::message::RawMail;
use crate::mail::transport::SendError;

/// How long a whole send may take; shorter than the lease on the message.
pub const TIME_LIMIT: Duration = Duration::from_secs(20);

/// Sends through one server.
#[derive(Clone, Debug)]
pub struct SmtpMailer {
    server: SmtpServer,
}

impl SmtpMailer {
    #[must_use]
    pub fn new(server: SmtpServer) -> Self {
        Self { server }
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// See [`SendError`]; a time-out counts as an unknown fate only once the mail itself was on its way.
    pub async fn send(&self, mail: &RawMail) -> Result<(), SendError> {
        let mut is_under_way = false;
        match tokio::time::timeout(TIME_LIMIT, self.converse(mail, &mut is_under_way)).await {
            Ok(outcome) => outcome,
            Err(_) if is_under_way => Err(SendError::Unknown("the mail server fell silent".to_owned())),
            Err(_) => Err(SendError::Transient("the mail server did not answer in time".to_owned())),
        }
    }

    async fn converse(&self, mail: &RawMail, is_under_way: &mut bool) -> Result<(), SendError> {
        let mut connection = self.connect().await?;
        match self.transmit(&mut connection, mail, is_under_way).await {
            Ok(()) => {
                // The mail is accepted whatever the server makes of our goodbye.
                let _ = connection.quit().await;
                Ok(())
            }
            Err(error) => {
                connection.abort().await;
                Err(error)
            }
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SendError> {
        let mut connection = self.open().await.map_err(|error| self.about_us(&error))?;
        let starts_tls = match self.server.tls {
            TlsPolicy::Required => true,
            TlsPolicy::Opportunistic => connection.can_starttls(),
            TlsPolicy::Implicit | TlsPolicy::None => false,
        };
        if starts_tls {
            let tls =
                TlsParameters::new_rustls(self.host().to_owned()).map_err(|error| self.about_us(&error))?;
            connection.starttls(tls, &ClientId::default()).await.map_err(|error| self.about_us(&error))?;
        }
        if let Some((user, password)) = &self.server.user {
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            connection.auth(&mechanisms, &credentials).await.map_err(|error| self.about_us(&error))?;
        }
        Ok(connection)
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Box<dyn std::error::Error + Send + Sync>> {
        let (address, hello) = ((self.host(), self.server.port), ClientId::default());
        if self.server.tls == TlsPolicy::Implicit {
            let tls = TlsParameters::new_rustls(self.host().to_owned())?;
            return Ok(AsyncSmtpConnection::connect_tokio1(
                address,
                Some(TIME_LIMIT),
                &hello,
                Some(tls),
                None,
            )
            .await?);
        }
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await?)
    }

    fn host(&self) -> &str {
        self.server.host.trim_start_matches('[').trim_end_matches(']')
    }

    /// Trouble before the mail was named is about the connection or about us, never about this mail.
    fn about_us(&self, error: &dyn std::fmt::Display) -> SendError {
        let error = without_addresses(error);
        SendError::Transient(format!("the mail server {}:{}: {error}", self.server.host, self.server.port))
    }

    async fn transmit(
        &self,
        connection: &mut AsyncSmtpConnection,
        mail: &RawMail,
        is_under_way: &mut bool,
    ) -> Result<(), SendError> {
        let eight_bit = connection.server_info().supports_feature(Extension::EightBitMime);
        let parameters = if eight_bit && !mail.bytes.is_ascii() {
            vec![MailParameter::Body(MailBodyParameter::EightBitMime)]
        } else {
            Vec::new()
        };
        let sender = mail.envelope.from().cloned();
        connection.command(Mail::new(sender, parameters)).await.map_err(|error| self.about_us(&error))?;
        for recipient in mail.envelope.to() {
            connection.command(Rcpt::new(recipient.clone(), Vec::new())).await.map_err(|e| about_mail(&e))?;
        }
        connection.command(Data).await.map_err(|error| about_mail(&error))?;
        *is_under_way = true;
        let reply = connection.message(&mail.bytes).await.map_err(|error| after_final_dot(&error))?;
        let code = reply.code().to_string();
        if code == "250" {
            Ok(())
        } else {
            Err(SendError::Unknown(format!("the mail server said {code} at the end")))
        }
    }
}

/// 5yz is final, all else may go through later.
fn about_mail(error: &SmtpError) -> SendError {
    if error.is_permanent() {
        SendError::Permanent(without_addresses(error))
    } else {
        SendError::Transient(without_addresses(error))
    }
}

/// What a server said, without the addresses that it likes to repeat: it is logged and kept.
fn without_addresses(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let words = text.split(' ').map(|word| if word.contains('@') { "(address)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Once the server has the whole mail, silence no longer means that it was not taken.
fn after_final_dot(error: &SmtpError) -> SendError {
    if error.is_permanent() || error.is_transient() {
        about_mail(error)
    } else {
        SendError::Unknown(without_addresses(error))
    }
}

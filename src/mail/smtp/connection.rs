//! One connection to the mail server: opened, protected, signed in, and then one mail after another.

use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use secrecy::ExposeSecret;
use tokio::net::TcpStream;

use crate::config::{SmtpServer, TlsPolicy};
use crate::domain::delivery::{Cause, EnhancedStatus};
use crate::mail::message::RawMail;
use crate::mail::transport::SendError;

/// For the connection itself.
const CONNECT: Duration = Duration::from_secs(10);
/// For each reply. RFC 5321 (4.5.3.2) would have us wait for minutes; a relay of one's own is not that slow, and the
/// mail is tried again.
const REPLY: Duration = Duration::from_secs(25);
/// For the reply to the whole mail, on which it depends whether somebody gets it twice.
const FINAL_REPLY: Duration = Duration::from_secs(60);

/// The extension of a server that takes several commands at once (RFC 2920).
const PIPELINING: &str = "PIPELINING";

/// An open connection.
pub struct Connection {
    smtp: AsyncSmtpConnection,
    /// How many mails it has carried.
    pub mails: u32,
    is_in_order: bool,
    takes_groups: bool,
    fell_silent: bool,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Connection({} mails)", self.mails)
    }
}

impl Connection {
    /// Opens a connection that protects what is sent over it as the server's policy says.
    ///
    /// # Errors
    /// [`Cause::MailServer`]: whatever goes wrong here says nothing about any mail.
    pub async fn open(server: &SmtpServer) -> Result<Self, SendError> {
        let trouble = |error: &dyn std::fmt::Display| {
            SendError::new(Cause::MailServer, &format!("{}:{}: {error}", server.host, server.port))
        };
        let host = server.host.trim_start_matches('[').trim_end_matches(']');
        let tls = || TlsParameters::new_rustls(host.to_owned()).map_err(|error| trouble(&error));
        let hello = ClientId::default();
        let mut smtp = if server.tls == TlsPolicy::Implicit {
            let opening = AsyncSmtpConnection::connect_tokio1(
                (host, server.port),
                Some(CONNECT),
                &hello,
                Some(tls()?),
                None,
            );
            within(CONNECT + REPLY, opening).await.map_err(|error| trouble(&error))?
        } else {
            let stream = tokio::time::timeout(CONNECT, TcpStream::connect((host, server.port))).await;
            let stream = stream.map_err(|_| trouble(&"no connection in time"))?;
            let stream = stream.map_err(|error| trouble(&error))?;
            stream.set_nodelay(true).map_err(|error| trouble(&error))?;
            let opening = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello);
            within(REPLY, opening).await.map_err(|error| trouble(&error))?
        };
        let starts_tls = match server.tls {
            TlsPolicy::Required => true,
            TlsPolicy::Opportunistic => smtp.can_starttls(),
            TlsPolicy::Implicit | TlsPolicy::None => false,
        };
        if starts_tls {
            within(REPLY, smtp.starttls(tls()?, &hello)).await.map_err(|error| trouble(&error))?;
        }
        // lettre keeps to itself whether the server named this extension, so it is asked once more.
        let takes_groups = match within(REPLY, smtp.command(Ehlo::new(hello))).await {
            Ok(offers) => offers.message().any(|offer| offer.eq_ignore_ascii_case(PIPELINING)),
            Err(StepError::Smtp(error)) if error.status().is_some() => false,
            Err(error) => return Err(trouble(&error)),
        };
        if let Some((user, password)) = &server.user {
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            within(REPLY, smtp.auth(&mechanisms, &credentials)).await.map_err(|error| trouble(&error))?;
        }
        Ok(Self { smtp, mails: 0, is_in_order: true, takes_groups, fell_silent: false })
    }

    /// Whether both sides know where they are, so that another mail may follow.
    pub fn is_in_order(&self) -> bool {
        self.is_in_order
    }

    /// Whether the server takes several commands at once.
    pub fn takes_groups(&self) -> bool {
        self.takes_groups
    }

    /// Whether the server said nothing to a whole announcement.
    pub fn fell_silent(&self) -> bool {
        self.fell_silent
    }

    /// Announces a mail: the server knows from whom and to whom it is, and waits for it.
    ///
    /// # Errors
    /// See [`SendError`]. Up to the reply to MAIL trouble is about the server or about us.
    pub async fn announce(&mut self, mail: &RawMail) -> Result<(), SendError> {
        let commands = self.announcement(mail);
        if self.takes_groups {
            let first = within(REPLY, self.smtp.command(commands.concat())).await;
            return self.hear(&commands, first).await;
        }
        for (nth, command) in commands.iter().enumerate() {
            let reply = within(REPLY, self.smtp.command(command)).await;
            self.heed(&commands, nth, reply).await?;
        }
        Ok(())
    }

    /// Hears what is answered to a mail that was announced behind another one.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn hear_announced(&mut self, mail: &RawMail) -> Result<(), SendError> {
        let first = within(REPLY, self.smtp.read_response()).await;
        let commands = self.announcement(mail);
        self.hear(&commands, first).await
    }

    /// Hands over the mail that was announced, with its end and whatever may follow that; hears what is answered to the mail.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn hand_over(&mut self, data: &str) -> Result<(), SendError> {
        self.mails += 1;
        let reply = within(FINAL_REPLY, self.smtp.command(data)).await;
        let reply = reply.map_err(|error| self.refusal(error, Cause::UnknownFate))?;
        let code = reply.code().to_string();
        if code != "250" {
            self.is_in_order = false;
            return Err(SendError::new(
                Cause::UnknownFate,
                &format!("the mail server said {code} at the end"),
            ));
        }
        Ok(())
    }

    /// The commands that say from whom and to whom a mail is.
    pub fn announcement(&self, mail: &RawMail) -> Vec<String> {
        let eight_bit = self.smtp.server_info().supports_feature(Extension::EightBitMime);
        let parameters = if eight_bit && !mail.bytes.is_ascii() {
            vec![MailParameter::Body(MailBodyParameter::EightBitMime)]
        } else {
            Vec::new()
        };
        let mut commands = vec![Mail::new(mail.envelope.from().cloned(), parameters).to_string()];
        commands.extend(mail.envelope.to().iter().map(|to| Rcpt::new(to.clone(), Vec::new()).to_string()));
        commands.push(Data.to_string());
        commands
    }

    /// Hears what is answered to commands that were said at once.
    async fn hear(
        &mut self,
        commands: &[String],
        first: Result<Response, StepError>,
    ) -> Result<(), SendError> {
        self.heed(commands, 0, first).await?;
        for nth in 1..commands.len() {
            let reply = within(REPLY, self.smtp.read_response()).await;
            self.heed(commands, nth, reply).await?;
        }
        Ok(())
    }

    /// What the reply to one of the commands means.
    async fn heed(
        &mut self,
        commands: &[String],
        nth: usize,
        reply: Result<Response, StepError>,
    ) -> Result<(), SendError> {
        match reply {
            Err(error) => {
                let unread = if self.takes_groups { commands.len() - nth - 1 } else { 0 };
                Err(self.not_announced(error, nth, unread).await)
            }
            // Whoever goes on after another reply has lost count, and would say the mail as commands.
            Ok(reply) if nth + 1 == commands.len() && !reply.has_code(354) => {
                self.is_in_order = false;
                let said = format!("the mail server said {} to DATA", reply.code());
                Err(SendError::new(Cause::Interrupted, &said))
            }
            Ok(_) => Ok(()),
        }
    }

    /// The refusal of a command, after which the replies to the commands behind it are still to be read.
    async fn not_announced(&mut self, error: StepError, nth: usize, unread: usize) -> SendError {
        if nth == 0 {
            self.is_in_order = false;
            self.fell_silent = matches!(error, StepError::Silence);
            return error.into_send_error(|_, _| Cause::MailServer, Cause::MailServer);
        }
        let refusal = self.refusal(error, Cause::Interrupted);
        for behind in (0..unread).rev() {
            let reply = if self.is_in_order { within(REPLY, self.smtp.read_response()).await } else { break };
            // A server that waits for the mail all the same must not get it.
            self.is_in_order = match reply {
                Ok(_) => behind > 0,
                Err(StepError::Smtp(error)) => error.status().is_some(),
                Err(StepError::Silence) => false,
            };
        }
        refusal
    }

    /// Drops a mail that was refused half-way; false when the server does not play along.
    pub async fn reset(&mut self) -> bool {
        self.mails += 1;
        within(REPLY, self.smtp.command(Rset)).await.is_ok()
    }

    /// Ends the connection in good order; what the server makes of it no longer matters.
    pub async fn quit(&mut self) {
        let _ = within(REPLY, self.smtp.command(Quit)).await;
    }

    fn refusal(&mut self, error: StepError, without_reply: Cause) -> SendError {
        let refused = error.into_send_error(cause_of_reply, without_reply);
        let is_reply = refused.cause != without_reply && refused.cause != Cause::MailServer;
        self.is_in_order = is_reply;
        refused
    }
}

/// What a refusal of a recipient or of a whole mail means.
fn cause_of_reply(code: &str, said: &str) -> Cause {
    let status = EnhancedStatus::find_in(said);
    match code {
        // The server is about to close, or wants us to sign in: this mail is as good as any other.
        "421" | "454" | "530" | "535" | "538" => Cause::MailServer,
        _ if !code.starts_with('5') => Cause::Deferred,
        _ if status.is_some_and(EnhancedStatus::is_policy) => Cause::Policy,
        _ if status.is_some_and(EnhancedStatus::is_hard) => Cause::NoSuchAddress,
        _ => Cause::Refused,
    }
}

/// Why a step did not succeed.
enum StepError {
    Silence,
    Smtp(SmtpError),
}

impl StepError {
    fn into_send_error(self, of_reply: fn(&str, &str) -> Cause, without_reply: Cause) -> SendError {
        let said = self.to_string();
        let cause = match self {
            Self::Smtp(error) => match error.status() {
                Some(code) => of_reply(&code.to_string(), &said),
                None => without_reply,
            },
            Self::Silence => without_reply,
        };
        SendError::new(cause, &said)
    }
}

impl std::fmt::Display for StepError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Silence => formatter.write_str("the mail server fell silent"),
            Self::Smtp(error) => error.fmt(formatter),
        }
    }
}

async fn within<T>(
    limit: Duration,
    step: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, StepError> {
    match tokio::time::timeout(limit, step).await {
        Ok(outcome) => outcome.map_err(StepError::Smtp),
        Err(_) => Err(StepError::Silence),
    }
}

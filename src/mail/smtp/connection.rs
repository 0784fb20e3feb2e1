//! One connection to the mail server: connect, encrypt, authenticate, then one mail after another.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpStream;

use crate::config::{SmtpServer, TlsPolicy};
use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::smtp::hello::{Extensions, HelloName, Mechanism};
use crate::mail::smtp::limits::{CONNECT_TIMEOUT, FINAL_REPLY_TIMEOUT, LOOKUP_TIMEOUT, REPLY_TIMEOUT};
use crate::mail::smtp::refusal::cause_of;
use crate::mail::smtp::reply::Reply;
use crate::mail::smtp::wire::{StepError, Wire};

/// An open SMTP session, which carries several mails in turn.
pub struct Connection {
    wire: Wire,
    extensions: Extensions,
    /// How many mails it has carried.
    pub mails: u32,
    is_in_sync: bool,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Connection({} mails)", self.mails)
    }
}

impl Connection {
    /// Opens a connection, encrypted as the server's policy says.
    ///
    /// # Errors
    /// [`Cause::MailServer`]: a failure here says nothing about any mail.
    pub async fn open(server: &SmtpServer, hello: &HelloName) -> Result<Self, SendError> {
        let (wire, extensions) = connect(server, hello).await.map_err(|error| {
            let said = format!("{}:{}: {error}", server.host, server.port);
            SendError::new(Cause::MailServer, &said)
        })?;
        Ok(Self { wire, extensions, mails: 0, is_in_sync: true })
    }

    /// Whether client and server agree on the protocol state, so that another mail may follow.
    pub fn is_in_sync(&self) -> bool {
        self.is_in_sync
    }

    /// Announces a mail with MAIL, RCPT and DATA, in one group if the server takes that (RFC 2920); the server then waits for
    /// its data.
    ///
    /// # Errors
    /// See [`SendError`]. Up to the reply to MAIL a failure is about the server or about us.
    pub async fn announce(&mut self, mail: &RawMail) -> Result<(), SendError> {
        let commands = self.announcement(mail);
        for (nth, command) in commands.iter().enumerate() {
            let reply = match (self.extensions.pipelining, nth) {
                (false, _) => self.wire.command(command, REPLY_TIMEOUT).await,
                (true, 0) => self.wire.command(&commands.concat(), REPLY_TIMEOUT).await,
                (true, _) => self.wire.reply(REPLY_TIMEOUT).await,
            };
            self.check_reply(&commands, nth, reply).await?;
        }
        Ok(())
    }

    /// Sends the announced mail with its end, and reads the reply to it.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn hand_over(&mut self, data: &str) -> Result<(), SendError> {
        self.mails += 1;
        let reply = self.wire.command(data, FINAL_REPLY_TIMEOUT).await;
        let reply = reply.map_err(|error| self.refusal(&error, Cause::UnknownFate))?;
        // 3yz would ask for more of a mail that has ended: the server is out of step.
        if !reply.is_completed() {
            self.is_in_sync = false;
            let said = format!("the mail server said {} at the end", reply.code);
            return Err(SendError::new(Cause::UnknownFate, &said));
        }
        Ok(())
    }

    /// The MAIL, RCPT and DATA commands of a mail.
    fn announcement(&self, mail: &RawMail) -> Vec<String> {
        let body =
            if self.extensions.eight_bit_mime && !mail.bytes.is_ascii() { " BODY=8BITMIME" } else { "" };
        let sender = mail.envelope.from().map_or("", AsRef::as_ref);
        let mut commands = vec![format!("MAIL FROM:<{sender}>{body}\r\n")];
        commands.extend(mail.envelope.to().iter().map(|to| format!("RCPT TO:<{to}>\r\n")));
        commands.push("DATA\r\n".to_owned());
        commands
    }

    /// Interprets the reply to the command at `nth`.
    async fn check_reply(
        &mut self,
        commands: &[String],
        nth: usize,
        reply: Result<Reply, StepError>,
    ) -> Result<(), SendError> {
        match reply {
            Err(error) => {
                let unread = if self.extensions.pipelining { commands.len() - nth - 1 } else { 0 };
                Err(self.handle_failed_command(&error, nth, unread).await)
            }
            // A client that went on after another reply would be out of step, and would send the mail as commands.
            Ok(reply) if nth + 1 == commands.len() && reply.code != 354 => {
                self.is_in_sync = false;
                let said = format!("the mail server said {} to DATA", reply.code);
                Err(SendError::new(Cause::Interrupted, &said))
            }
            Ok(_) => Ok(()),
        }
    }

    /// Handles the refusal of a command, and reads the replies to the commands pipelined behind it.
    async fn handle_failed_command(&mut self, error: &StepError, nth: usize, unread: usize) -> SendError {
        if nth == 0 {
            self.is_in_sync = false;
            return SendError::new(Cause::MailServer, &error.to_string());
        }
        let refusal = self.refusal(error, Cause::Interrupted);
        for behind in (0..unread).rev() {
            let reply = if self.is_in_sync { self.wire.reply(REPLY_TIMEOUT).await } else { break };
            // A server that waits for the mail all the same must not get it.
            self.is_in_sync = match reply {
                Ok(_) => behind > 0,
                Err(error) => matches!(error, StepError::Refused(_)),
            };
        }
        refusal
    }

    /// Sends RSET to drop a mail that was refused half-way; false if the server does not accept it.
    pub async fn reset(&mut self) -> bool {
        self.mails += 1;
        self.wire.command("RSET\r\n", REPLY_TIMEOUT).await.is_ok()
    }

    /// Sends QUIT; the reply does not matter.
    pub async fn quit(&mut self) {
        let _ = self.wire.command("QUIT\r\n", REPLY_TIMEOUT).await;
    }

    fn refusal(&mut self, error: &StepError, without_reply: Cause) -> SendError {
        let cause = match error {
            StepError::Refused(reply) => cause_of(reply),
            _ => without_reply,
        };
        self.is_in_sync = cause != without_reply && cause != Cause::MailServer;
        SendError::new(cause, &error.to_string())
    }
}

/// Connects to the first address of the host that answers; each has its time, since one may swallow what is sent to it.
async fn dial(host: &str, port: u16) -> Result<TcpStream, StepError> {
    let addresses = tokio::time::timeout(LOOKUP_TIMEOUT, tokio::net::lookup_host((host, port))).await;
    let mut failure = StepError::TimedOut;
    for address in addresses.map_err(|_| StepError::TimedOut)?? {
        match tokio::time::timeout(CONNECT_TIMEOUT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => failure = error.into(),
            Err(_) => failure = StepError::TimedOut,
        }
    }
    Err(failure)
}

/// Connects, encrypts and authenticates.
async fn connect(server: &SmtpServer, hello: &HelloName) -> Result<(Wire, Extensions), StepError> {
    let host = server.host.trim_start_matches('[').trim_end_matches(']');
    let stream = dial(host, server.port).await?;
    stream.set_nodelay(true)?;
    let hello = format!("EHLO {}\r\n", hello.over(stream.local_addr()?).await);
    let mut wire = Wire::new(stream);
    if server.tls == TlsPolicy::Implicit {
        wire = wire.encrypt(host, REPLY_TIMEOUT).await?;
    }
    wire.reply(REPLY_TIMEOUT).await?;
    let mut extensions = Extensions::parse(&wire.command(&hello, REPLY_TIMEOUT).await?);
    let starts_tls = match server.tls {
        TlsPolicy::Required => true,
        TlsPolicy::Opportunistic => extensions.starttls,
        TlsPolicy::Implicit | TlsPolicy::None => false,
    };
    if starts_tls {
        wire.command("STARTTLS\r\n", REPLY_TIMEOUT).await?;
        wire = wire.encrypt(host, REPLY_TIMEOUT).await?;
        // What was offered in clear no longer counts (RFC 3207, 4.2).
        extensions = Extensions::parse(&wire.command(&hello, REPLY_TIMEOUT).await?);
    }
    if let Some((user, password)) = &server.user {
        authenticate(&mut wire, &extensions, user, password).await?;
    }
    Ok((wire, extensions))
}

/// Authenticates (RFC 4954); with PLAIN if the server names no mechanism.
async fn authenticate(
    wire: &mut Wire,
    extensions: &Extensions,
    user: &str,
    password: &SecretString,
) -> Result<(), StepError> {
    let password = password.expose_secret();
    if extensions.mechanisms.first() == Some(&Mechanism::Login) {
        wire.command("AUTH LOGIN\r\n", REPLY_TIMEOUT).await?;
        wire.command(&format!("{}\r\n", BASE64.encode(user)), REPLY_TIMEOUT).await?;
        wire.command(&format!("{}\r\n", BASE64.encode(password)), REPLY_TIMEOUT).await?;
    } else {
        let identity = BASE64.encode(format!("\0{user}\0{password}"));
        wire.command(&format!("AUTH PLAIN {identity}\r\n"), REPLY_TIMEOUT).await?;
    }
    Ok(())
}

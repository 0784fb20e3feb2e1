//! One connection to the mail server: opened, protected, signed in, and then one mail after another.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpStream;

use crate::config::{SmtpServer, TlsPolicy};
use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::smtp::hello::{HelloName, Mechanism, Offers};
use crate::mail::smtp::refusal::cause_of;
use crate::mail::smtp::reply::Reply;
use crate::mail::smtp::wire::{StepError, Wire};

/// For the connection itself.
const CONNECT: Duration = Duration::from_secs(10);
/// For each reply. RFC 5321 (4.5.3.2) would have us wait for minutes; a relay of one's own is not that slow, and the
/// mail is tried again.
const REPLY: Duration = Duration::from_secs(25);
/// For the reply to the whole mail, on which it depends whether somebody gets it twice.
const FINAL_REPLY: Duration = Duration::from_secs(60);

/// An open connection.
pub struct Connection {
    wire: Wire,
    offers: Offers,
    /// How many mails it has carried.
    pub mails: u32,
    is_in_order: bool,
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
    pub async fn open(server: &SmtpServer, hello: &HelloName) -> Result<Self, SendError> {
        let (wire, offers) = opened(server, hello).await.map_err(|error| {
            let said = format!("{}:{}: {error}", server.host, server.port);
            SendError::new(Cause::MailServer, &said)
        })?;
        Ok(Self { wire, offers, mails: 0, is_in_order: true, fell_silent: false })
    }

    /// Whether both sides know where they are, so that another mail may follow.
    pub fn is_in_order(&self) -> bool {
        self.is_in_order
    }

    /// Whether the server takes several commands at once.
    pub fn takes_groups(&self) -> bool {
        self.offers.groups
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
        if self.takes_groups() {
            let first = self.wire.command(&commands.concat(), REPLY).await;
            return self.hear(&commands, first).await;
        }
        for (nth, command) in commands.iter().enumerate() {
            let reply = self.wire.command(command, REPLY).await;
            self.heed(&commands, nth, reply).await?;
        }
        Ok(())
    }

    /// Hears what is answered to a mail that was announced behind another one.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn hear_announced(&mut self, mail: &RawMail) -> Result<(), SendError> {
        let first = self.wire.reply(REPLY).await;
        let commands = self.announcement(mail);
        self.hear(&commands, first).await
    }

    /// Hands over the mail that was announced, with its end and whatever may follow that; hears what is answered to the mail.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn hand_over(&mut self, data: &str) -> Result<(), SendError> {
        self.mails += 1;
        let reply = self.wire.command(data, FINAL_REPLY).await;
        let reply = reply.map_err(|error| self.refusal(&error, Cause::UnknownFate))?;
        // 3yz would have us say more of a mail that has ended: the server has lost count.
        if !reply.is_completed() {
            self.is_in_order = false;
            let said = format!("the mail server said {} at the end", reply.code);
            return Err(SendError::new(Cause::UnknownFate, &said));
        }
        Ok(())
    }

    /// The commands that say from whom and to whom a mail is.
    pub fn announcement(&self, mail: &RawMail) -> Vec<String> {
        let body = if self.offers.eight_bits && !mail.bytes.is_ascii() { " BODY=8BITMIME" } else { "" };
        let sender = mail.envelope.from().map_or("", AsRef::as_ref);
        let mut commands = vec![format!("MAIL FROM:<{sender}>{body}\r\n")];
        commands.extend(mail.envelope.to().iter().map(|to| format!("RCPT TO:<{to}>\r\n")));
        commands.push("DATA\r\n".to_owned());
        commands
    }

    /// Hears what is answered to commands that were said at once.
    async fn hear(&mut self, commands: &[String], first: Result<Reply, StepError>) -> Result<(), SendError> {
        self.heed(commands, 0, first).await?;
        for nth in 1..commands.len() {
            let reply = self.wire.reply(REPLY).await;
            self.heed(commands, nth, reply).await?;
        }
        Ok(())
    }

    /// What the reply to one of the commands means.
    async fn heed(
        &mut self,
        commands: &[String],
        nth: usize,
        reply: Result<Reply, StepError>,
    ) -> Result<(), SendError> {
        match reply {
            Err(error) => {
                let unread = if self.takes_groups() { commands.len() - nth - 1 } else { 0 };
                Err(self.not_announced(&error, nth, unread).await)
            }
            // Whoever goes on after another reply has lost count, and would say the mail as commands.
            Ok(reply) if nth + 1 == commands.len() && reply.code != 354 => {
                self.is_in_order = false;
                let said = format!("the mail server said {} to DATA", reply.code);
                Err(SendError::new(Cause::Interrupted, &said))
            }
            Ok(_) => Ok(()),
        }
    }

    /// The refusal of a command, after which the replies to the commands behind it are still to be read.
    async fn not_announced(&mut self, error: &StepError, nth: usize, unread: usize) -> SendError {
        if nth == 0 {
            self.is_in_order = false;
            self.fell_silent = matches!(error, StepError::Silence);
            return SendError::new(Cause::MailServer, &error.to_string());
        }
        let refusal = self.refusal(error, Cause::Interrupted);
        for behind in (0..unread).rev() {
            let reply = if self.is_in_order { self.wire.reply(REPLY).await } else { break };
            // A server that waits for the mail all the same must not get it.
            self.is_in_order = match reply {
                Ok(_) => behind > 0,
                Err(error) => matches!(error, StepError::Refused(_)),
            };
        }
        refusal
    }

    /// Drops a mail that was refused half-way; false when the server does not play along.
    pub async fn reset(&mut self) -> bool {
        self.mails += 1;
        self.wire.command("RSET\r\n", REPLY).await.is_ok()
    }

    /// Ends the connection in good order; what the server makes of it no longer matters.
    pub async fn quit(&mut self) {
        let _ = self.wire.command("QUIT\r\n", REPLY).await;
    }

    fn refusal(&mut self, error: &StepError, without_reply: Cause) -> SendError {
        let cause = match error {
            StepError::Refused(reply) => cause_of(reply),
            _ => without_reply,
        };
        self.is_in_order = cause != without_reply && cause != Cause::MailServer;
        SendError::new(cause, &error.to_string())
    }
}

/// Opens, protects and signs in.
async fn opened(server: &SmtpServer, hello: &HelloName) -> Result<(Wire, Offers), StepError> {
    let host = server.host.trim_start_matches('[').trim_end_matches(']');
    let stream = tokio::time::timeout(CONNECT, TcpStream::connect((host, server.port))).await;
    let stream = stream.map_err(|_| StepError::Silence)??;
    stream.set_nodelay(true)?;
    let hello = format!("EHLO {}\r\n", hello.over(stream.local_addr()?).await);
    let mut wire = Wire::new(stream);
    if server.tls == TlsPolicy::Implicit {
        wire = wire.encrypt(host, REPLY).await?;
    }
    wire.reply(REPLY).await?;
    let mut offers = Offers::in_reply(&wire.command(&hello, REPLY).await?);
    let starts_tls = match server.tls {
        TlsPolicy::Required => true,
        TlsPolicy::Opportunistic => offers.encryption,
        TlsPolicy::Implicit | TlsPolicy::None => false,
    };
    if starts_tls {
        wire.command("STARTTLS\r\n", REPLY).await?;
        wire = wire.encrypt(host, REPLY).await?;
        // What was offered in clear no longer counts (RFC 3207, 4.2).
        offers = Offers::in_reply(&wire.command(&hello, REPLY).await?);
    }
    if let Some((user, password)) = &server.user {
        sign_in(&mut wire, &offers, user, password).await?;
    }
    Ok((wire, offers))
}

/// Signs in (RFC 4954); PLAIN where the server does not say what it takes.
async fn sign_in(
    wire: &mut Wire,
    offers: &Offers,
    user: &str,
    password: &SecretString,
) -> Result<(), StepError> {
    let password = password.expose_secret();
    if offers.mechanisms.first() == Some(&Mechanism::Login) {
        wire.command("AUTH LOGIN\r\n", REPLY).await?;
        wire.command(&format!("{}\r\n", BASE64.encode(user)), REPLY).await?;
        wire.command(&format!("{}\r\n", BASE64.encode(password)), REPLY).await?;
    } else {
        let identity = BASE64.encode(format!("\0{user}\0{password}"));
        wire.command(&format!("AUTH PLAIN {identity}\r\n"), REPLY).await?;
    }
    Ok(())
}

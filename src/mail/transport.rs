//! Sends mails by SMTP, into a folder or, in tests, into memory.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

use crate::config::{MailConfig, MailTransport, SmtpServer};
use crate::domain::ids::MessageId;
use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::{file, smtp};

/// The configured transport; cheap to clone.
#[derive(Clone, Debug)]
pub enum Mailer {
    Smtp(Arc<smtp::SmtpMailer>),
    File(Arc<std::path::Path>),
    Memory(Outbox),
}

/// Mails kept in memory, and the failures that the next sends return.
#[derive(Clone, Debug, Default)]
pub struct Outbox(Arc<Mutex<OutboxState>>);

#[derive(Debug, Default)]
struct OutboxState {
    mails: Vec<RawMail>,
    failures: std::collections::VecDeque<SendError>,
    /// Refused local parts, and the error for each.
    refused: Vec<(String, SendError)>,
}

impl Mailer {
    /// The mailer for the configured transport.
    #[must_use]
    pub fn new(config: &MailConfig) -> Self {
        match &config.transport {
            MailTransport::Smtp(server) => {
                let server = SmtpServer { hello_name: config.hello_name.clone(), ..server.clone() };
                Self::Smtp(Arc::new(smtp::SmtpMailer::new(server, config.concurrency, config.rate)))
            }
            MailTransport::File(folder) => Self::File(Arc::from(folder.as_path())),
            MailTransport::Memory => Self::Memory(Outbox::default()),
        }
    }

    /// What a sender needs to send one mail after another.
    #[must_use]
    pub fn session(&self) -> Session {
        match self {
            Self::Smtp(mailer) => Session::Smtp(Box::new(mailer.session())),
            Self::File(folder) => Session::File(folder.clone()),
            Self::Memory(outbox) => Session::Memory(outbox.clone()),
        }
    }

    /// Sends a mail, waiting as long as it takes.
    ///
    /// # Errors
    /// [`SendError`], whose cause says whether a retry makes sense.
    pub async fn send(&self, mail: RawMail) -> Result<(), SendError> {
        let mut session = self.session();
        if !session.announce(&mail, None).await? {
            return Err(SendError::new(Cause::MailServer, "it took too long"));
        }
        session.hand_over(&mail).await
    }

    /// A mail that this transport keeps, as it was delivered; `None` for one that it does not keep.
    ///
    /// # Errors
    /// The mail is there and cannot be read.
    pub async fn find_kept(&self, id: MessageId) -> std::io::Result<Option<String>> {
        match self {
            Self::File(folder) => file::find(folder, id).await,
            Self::Smtp(_) | Self::Memory(_) => Ok(None),
        }
    }

    /// Removes a mail that this transport keeps; false if it keeps none of this message.
    ///
    /// # Errors
    /// The mail is there and cannot be removed.
    pub async fn remove_kept(&self, id: MessageId) -> std::io::Result<bool> {
        match self {
            Self::File(folder) => file::remove(folder, id).await,
            Self::Smtp(_) | Self::Memory(_) => Ok(false),
        }
    }

    /// Closes idle connections.
    pub fn close_idle(&self) {
        if let Self::Smtp(mailer) = self {
            mailer.close_idle();
        }
    }
}

/// One sender's way to the transport: each mail is announced, and then handed over.
#[derive(Debug)]
pub enum Session {
    Smtp(Box<smtp::Session>),
    File(Arc<std::path::Path>),
    Memory(Outbox),
}

impl Session {
    /// Waits for a connection and a rate slot, which may take long when a rate is set or the server is slow, and
    /// prepares the mail without delivering it. False if the deadline has passed by then.
    ///
    /// # Errors
    /// [`SendError`], whose cause says whether a retry makes sense.
    pub async fn announce(
        &mut self,
        mail: &RawMail,
        begins_before: Option<Instant>,
    ) -> Result<bool, SendError> {
        match self {
            Self::Smtp(session) => session.announce(mail, begins_before).await,
            Self::File(_) | Self::Memory(_) => Ok(true),
        }
    }

    /// Delivers the announced mail, within a limited time.
    ///
    /// # Errors
    /// [`SendError`], whose cause says whether a retry makes sense.
    pub async fn hand_over(&mut self, mail: &RawMail) -> Result<(), SendError> {
        match self {
            Self::Smtp(session) => session.hand_over(mail).await,
            Self::File(folder) => file::write(folder, mail).await,
            Self::Memory(outbox) => outbox.accept(mail),
        }
    }

    /// Drops what is announced and will not be handed over.
    pub fn abandon(&mut self) {
        if let Self::Smtp(session) = self {
            session.abandon();
        }
    }
}

impl Outbox {
    /// The mails sent so far, in order.
    #[must_use]
    pub fn mails(&self) -> Vec<RawMail> {
        self.lock().mails.clone()
    }

    /// Makes the next send fail; one with an unknown fate still delivers.
    pub fn fail_next(&self, error: SendError) {
        self.lock().failures.push_back(error);
    }

    /// Refuses these local parts from now on, with the error of a mail server that replies `said`.
    pub fn refuse_recipients(&self, local_parts: &[&str], said: &str) {
        let error = smtp::refused(said);
        let refused = local_parts.iter().map(|local| ((*local).to_owned(), error.clone()));
        self.lock().refused.extend(refused);
    }

    /// Lets all further sends succeed.
    pub fn clear_failures(&self) {
        let mut state = self.lock();
        state.failures.clear();
        state.refused.clear();
    }

    fn accept(&self, mail: &RawMail) -> Result<(), SendError> {
        let mut state = self.lock();
        let is_to = |local: &str| mail.envelope.to().iter().any(|to| to.user() == local);
        let refused = state.refused.iter().find(|(local, _)| is_to(local)).map(|(_, error)| error.clone());
        let failure = refused.or_else(|| state.failures.pop_front());
        if failure.as_ref().is_none_or(|failure| failure.cause == Cause::UnknownFate) {
            state.mails.push(mail.clone());
        }
        failure.map_or(Ok(()), Err)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, OutboxState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

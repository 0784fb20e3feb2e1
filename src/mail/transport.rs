//! How a mail leaves: by SMTP, into a folder, or, in tests, into memory.

use std::sync::{Arc, Mutex, PoisonError};

use crate::config::MailTransport;
use crate::mail::message::RawMail;
use crate::mail::{file, smtp};

/// Hands mails over; cheap to clone.
#[derive(Clone, Debug)]
pub enum Mailer {
    Smtp(Arc<smtp::SmtpMailer>),
    File(Arc<std::path::Path>),
    Memory(Outbox),
}

/// What became of a mail that was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The server refuses this mail for good.
    #[error("refused for good: {0}")]
    Permanent(String),
    /// It may go through later.
    #[error("not accepted yet: {0}")]
    Transient(String),
    /// The server was told everything and did not say whether it took the mail.
    #[error("fate unknown: {0}")]
    Unknown(String),
}

/// Mails kept in memory, and what the next sends shall answer.
#[derive(Clone, Debug, Default)]
pub struct Outbox(Arc<Mutex<OutboxState>>);

#[derive(Debug, Default)]
struct OutboxState {
    mails: Vec<RawMail>,
    failures: std::collections::VecDeque<SendError>,
}

impl Mailer {
    /// The mailer that the configuration asks for.
    #[must_use]
    pub fn new(transport: &MailTransport) -> Self {
        match transport {
            MailTransport::Smtp(server) => Self::Smtp(Arc::new(smtp::SmtpMailer::new(server.clone()))),
            MailTransport::File(folder) => Self::File(Arc::from(folder.as_path())),
            MailTransport::Memory => Self::Memory(Outbox::default()),
        }
    }

    /// Sends a mail, within a limited time.
    ///
    /// # Errors
    /// [`SendError`] says whether trying again makes sense.
    pub async fn send(&self, mail: &RawMail) -> Result<(), SendError> {
        match self {
            Self::Smtp(mailer) => mailer.send(mail).await,
            Self::File(folder) => file::write(folder, mail).await,
            Self::Memory(outbox) => outbox.accept(mail),
        }
    }
}

impl Outbox {
    /// What has been sent so far, in order.
    #[must_use]
    pub fn mails(&self) -> Vec<RawMail> {
        self.lock().mails.clone()
    }

    /// Makes the next send fail; an unknown fate still delivers.
    pub fn fail_next(&self, error: SendError) {
        self.lock().failures.push_back(error);
    }

    fn accept(&self, mail: &RawMail) -> Result<(), SendError> {
        let mut state = self.lock();
        let failure = state.failures.pop_front();
        if matches!(failure, None | Some(SendError::Unknown(_))) {
            state.mails.push(mail.clone());
        }
        failure.map_or(Ok(()), Err)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, OutboxState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

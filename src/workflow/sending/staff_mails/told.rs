//! What a mail to staff says, and why one could not be sent.

use crate::domain::Timestamp;
use crate::domain::sending::delivery::{Cause, without_addresses};
use crate::mail::message::UnmailableLetter;
use crate::mail::send_error::SendError;
use crate::storage::StorageError;

/// What a mail says when it goes out.
pub(super) enum Told {
    Words(Words),
    /// Its request was handled meanwhile, its link works no more, or its subject is out of the recipient's reach.
    Nothing,
    /// It is put off to this moment.
    NotBefore(Timestamp),
}

/// The words of a mail.
pub(super) struct Words {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum UnsentMail {
    #[error("what the mail tells of could not be read: {0}")]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Send(#[from] SendError),
}

impl UnsentMail {
    /// The subject of the mail does not exist.
    pub(super) fn without_subject() -> Self {
        SendError::new(Cause::Unmailable, "what the mail tells of is not there").into()
    }

    /// What failed: a mail of which something cannot be read is as one on which the program fails.
    pub(super) fn cause(&self) -> Cause {
        match self {
            Self::Storage(_) => Cause::Crashed,
            Self::Send(error) => error.cause,
        }
    }

    /// As it is stored: without addresses.
    pub(super) fn in_words(&self) -> String {
        without_addresses(&self.to_string())
    }
}

impl From<UnmailableLetter> for UnsentMail {
    fn from(error: UnmailableLetter) -> Self {
        SendError::new(Cause::Unmailable, &error.to_string()).into()
    }
}

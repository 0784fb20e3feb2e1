//! What a mail to staff says, and why one could not be sent.

use crate::domain::Timestamp;
use crate::domain::sending::delivery::Cause;
use crate::mail::send_error::SendError;
use crate::storage::StorageError;

/// What a mail says when it goes out.
pub(super) enum Told {
    Words(Words),
    /// Its request was handled meanwhile, its link works no more, its month is over, or its subject is out of the recipient's reach.
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
}

/// A mail of which something cannot be read is as one on which the program fails.
impl From<UnsentMail> for SendError {
    fn from(error: UnsentMail) -> Self {
        match error {
            UnsentMail::Storage(_) => Self::new(Cause::Crashed, &error.to_string()),
            UnsentMail::Send(error) => error,
        }
    }
}

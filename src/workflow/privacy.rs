//! What a person may ask of personal data, and the removal of data after their time.

pub mod erase;
pub mod export;
pub mod forget;
pub mod ledger;
mod ledger_file;
pub mod ledger_lines;
mod person;
pub mod wish;

use crate::domain::access::token::key_mark::KeyMark;
use crate::storage::StorageError;
use crate::workflow::access::permission::ActError;

/// Why what a person asked was not done.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
    #[error("nothing is held under this address; look whether it is written as in the complaints system")]
    Unknown,
    #[error(
        "a mail to this address is being sent at this moment, and nothing was erased: try again in a minute"
    )]
    InFlight,
    #[error("the ledger of erasures {path} cannot be used: {reason}")]
    Ledger { path: String, reason: String },
    #[error(
        "the ledger of erasures {path} names people by the key {key} alone, which is in none of the files of secret.file and secret.other_files, and this database is from before they were erased: name the file of that key in secret.other_files; with `naklank restore`, give it with --key too. If it is gone, erase these people by hand once the lines with {key} at their end are removed from {path}"
    )]
    LedgerKey { path: String, key: KeyMark },
    #[error("a mail in the outbox folder cannot be read or removed: {0}")]
    Outbox(std::io::Error),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

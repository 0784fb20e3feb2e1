//! Why a program does not start, in a file of its own since the checks of the keys say it too.

use crate::domain::access::token::key_mark::KeyMark;
use crate::storage::StorageError;
use crate::workflow::policy::quality::review::ReviewError;
use crate::workflow::privacy::PrivacyError;
use crate::workflow::upkeep::moved::MovedError;

/// Why the program cannot start.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Checklist(#[from] ReviewError),
    #[error(
        "who was erased may stand in the database again, and nothing reads it before that is looked up: {0}"
    )]
    Ledger(#[from] PrivacyError),
    #[error(transparent)]
    Moved(#[from] MovedError),
    #[error("the secret file {path} (secret.file) cannot be used: {reason}")]
    Secret { path: String, reason: String },
    #[error("{0}")]
    OtherSecrets(String),
    #[error(
        "the secret file {0} does not belong to this database: put back the one that does, from the backup. With another one, links in mails that were sent stop working and people who unsubscribed are no longer known"
    )]
    ForeignSecret(String),
    #[error(
        "the secret file {0} is not there, and this database had one: put it back from the backup, or set secret.file to where it is. With another one, links in mails that were sent stop working and people who unsubscribed are no longer known"
    )]
    MissingSecret(String),
    #[error(
        "the key {key} is in none of the files of secret.file and secret.other_files, and is still needed: {why}. Name its file in secret.other_files again, from a backup if need be. To do without it, as when its file is lost, type: naklank secret drop {key} --although-needed. What it is needed for is lost then"
    )]
    KeyNeeded { key: KeyMark, why: String },
    #[error(
        "this database was not made by `naklank demo`, so the demo does not touch it; name another folder with --data"
    )]
    NotADemo,
    #[error("this database holds sample data that `naklank demo` made; set database.url to another one")]
    IsADemo,
}

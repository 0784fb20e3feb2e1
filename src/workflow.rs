//! The use cases, called by web, scheduler, command line and tests alike.
//!
//! The rule: each use case is one free function `x(&App, input) -> Result<Output, XError>`, beside a few shared
//! helpers. Transactions are opened here and nowhere else, and none is open while mail is sent or a respondent's
//! connection is read.

pub mod access;
pub mod answering;
pub mod asking;
pub mod complaints;
pub mod demo;
pub mod follow_ups;
pub mod insight;
pub mod learning;
pub mod norms;
pub mod policy;
pub mod privacy;
pub mod reporting;
pub mod sending;
pub mod upkeep;

/// The error that every use case can return, re-exported so that callers need not know the storage layer.
pub use crate::storage::StorageError;
use crate::workflow::access::permission::ActError;

/// Why an export file is incomplete.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the file could not be written: {0}")]
    Writing(#[from] std::io::Error),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Is told how many rows of how many are done, by a use case that may take minutes.
pub type Told<'a> = &'a (dyn Fn(usize, usize) + Send + Sync);

/// Tells no one.
pub const UNTOLD: Told<'static> = &|_, _| {};

//! The use cases: what web, scheduler, command line and tests call alike.
//!
//! The rule: each is one free function `x(&App, input) -> Result<Output, XError>`, and transactions are opened here
//! and nowhere else; beside them stand the few helpers that several share. None is open while mail is sent or a respondent's connection is read.

pub mod access;
pub mod answering;
pub mod asking;
pub mod complaints;
pub mod demo;
pub mod follow_ups;
pub mod insight;
pub mod norms;
pub mod privacy;
pub mod sending;
pub mod upkeep;

/// The error that every use case can have; what waits above the workflow need not know where it comes from.
pub use crate::storage::StorageError;

/// Why the file is not whole.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the file could not be written: {0}")]
    Writing(#[from] std::io::Error),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

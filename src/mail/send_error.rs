//! Why a mail could not be sent.

use crate::domain::sending::delivery::{Cause, without_addresses};

/// A mail was not accepted: the cause, and the text of the reply or error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{cause}: {said}")]
pub struct SendError {
    pub cause: Cause,
    pub said: String,
}

impl SendError {
    /// Strips addresses from `said`, since it is stored and logged.
    #[must_use]
    pub fn new(cause: Cause, said: &str) -> Self {
        Self { cause, said: without_addresses(said) }
    }
}

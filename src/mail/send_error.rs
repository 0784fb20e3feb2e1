//! Why a mail did not leave.

use crate::domain::sending::delivery::{Cause, without_addresses};

/// A mail was not accepted: why, and what was said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{cause}: {said}")]
pub struct SendError {
    pub cause: Cause,
    pub said: String,
}

impl SendError {
    /// What was said is kept and logged, so it must not hold addresses.
    #[must_use]
    pub fn new(cause: Cause, said: &str) -> Self {
        Self { cause, said: without_addresses(said) }
    }
}

//! What a person did to the sending, as the page confirms it.
//!
//! The rule: the confirmation names the act, so that it cannot be read as the success of another.

use crate::domain::named::named_enum;

named_enum! {
    /// An act that steers the sending.
    pub enum Steering {
        Paused = "paused",
        Resumed = "resumed",
        Retried = "retried",
        QueuedAgain = "queued_again",
    }
}

//! How the queue of mails to staff stands, as shown to those who are responsible for sending.
//!
//! The rule: a mail that failed is told of for as long as failures of messages are; after that it says nothing about today.

use crate::domain::Timestamp;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::MessageState;
use crate::domain::sending::staff_mail::About;

/// The size of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StaffFigures {
    /// Those that wait, due or not.
    pub waiting: u64,
    /// Of these, the number that is due.
    pub due: u64,
    /// Since when the oldest due mail is due.
    pub oldest_due_at: Option<Timestamp>,
    /// In flight at this moment.
    pub claimed: u64,
}

/// How many mails are in trouble for one cause, either waiting for a retry or failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffTrouble {
    /// `None` if it failed before causes were kept.
    pub cause: Option<Cause>,
    pub state: MessageState,
    pub mails: u64,
}

/// A mail in trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubledStaffMail {
    /// `None` if it cannot be read what it is about.
    pub about: Option<About>,
    /// The address of the user.
    pub recipient: String,
    pub state: MessageState,
    pub cause: Option<Cause>,
    /// What the mail server said, or what went wrong in the program.
    pub said: String,
    pub attempts: u32,
    /// When it is retried, or when it failed.
    pub next_at: Timestamp,
}

/// How many are in a state, whatever the cause.
#[must_use]
pub fn number_of(troubles: &[StaffTrouble], state: MessageState) -> u64 {
    troubles.iter().filter(|trouble| trouble.state == state).map(|trouble| trouble.mails).sum()
}

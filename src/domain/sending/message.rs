//! One e-mail to be sent for an invitation.

use crate::domain::named::named_enum;

named_enum! {
    /// What a message is: the first mail about a closure, its repeat, or the one mail about an improvement on the subject of the answer.
    pub enum MessageKind {
        Invitation = "invitation",
        Reminder = "reminder",
        News = "news",
    }
}

/// A mail that asks for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    Invitation,
    Reminder,
}

impl MessageKind {
    /// Which mail it is of those that ask for an answer; `None` if it asks for none. Only these move an invitation on, and
    /// only after these an address is left alone for the cool-down.
    #[must_use]
    pub fn asking(self) -> Option<Asking> {
        match self {
            Self::Invitation => Some(Asking::Invitation),
            Self::Reminder => Some(Asking::Reminder),
            Self::News => None,
        }
    }
}

named_enum! {
    /// The state of a message in the queue.
    pub enum MessageState {
        /// Waiting to be due, or for a retry.
        Waiting = "waiting",
        /// A worker is sending it.
        Claimed = "claimed",
        /// The mail server accepted it.
        Sent = "sent",
        /// It was rejected permanently, or given up.
        Failed = "failed",
        /// It must not be sent any more.
        Cancelled = "cancelled",
    }
}

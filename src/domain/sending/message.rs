//! One e-mail to be sent for an invitation.

use crate::domain::named::named_enum;

named_enum! {
    /// What a message is: the first mail about a closure, or its repeat.
    pub enum MessageKind {
        Invitation = "invitation",
        Reminder = "reminder",
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

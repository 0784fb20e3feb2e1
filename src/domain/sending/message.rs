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
    /// Where a message stands in the queue.
    pub enum MessageState {
        /// For its moment, or for another try.
        Waiting = "waiting",
        /// A worker is sending it.
        Claimed = "claimed",
        /// The mail server took it.
        Sent = "sent",
        /// It was refused for good or given up.
        Failed = "failed",
        /// It must not go out any more.
        Cancelled = "cancelled",
    }
}

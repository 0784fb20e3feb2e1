//! What is counted beside scores.
//!
//! The rule: a name is stored with every count, so it is never changed; another count is another line here.

use crate::domain::named::named_enum;

named_enum! {
    /// What a count is of.
    pub enum Measure {
        /// Closures that ended without an answer and without a reminder, by closing day; the item is the state or the
        /// reason.
        Ended = "ended",
        /// Those that ended without an answer after a reminder.
        EndedReminded = "ended_reminded",
        /// Complaints by the day of receipt; no item.
        Received = "received",
        /// Complaints by the day of receipt; the item is what is known of their acknowledgement.
        Acknowledgement = "acknowledgement",
        /// Those that a program acknowledged, by the same items.
        AcknowledgedAutomatically = "acknowledged_automatically",
        /// The same of the first response by telephone, and in writing.
        PhoneResponse = "phone_response",
        WrittenResponse = "written_response",
    }
}

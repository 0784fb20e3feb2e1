//! The state of sending as a whole, as shown to staff who are responsible for it.

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::MessageId;
use crate::domain::sending::attempt::longest_rest;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::{MessageKind, MessageState};
use crate::domain::sending::staff_queue::{StaffFigures, StaffTrouble, TroubledStaffMail, number_of};
use crate::domain::time::period::DateRange;

/// The most messages in trouble that are listed: of those waiting, and of those failed.
pub const MOST_LISTED: u32 = 50;

/// Whether sending is paused or backing off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendingState {
    pub paused_at: Option<Timestamp>,
    pub paused_by: Option<String>,
    /// Consecutive back-offs without a success between them.
    pub rests: u32,
    /// The mail server is in trouble, and no mail is sent until this moment.
    pub resting_until: Option<Timestamp>,
    /// What the mail server said, or why it could not be reached.
    pub trouble: Option<String>,
}

impl SendingState {
    /// Whether sending backs off at this moment.
    #[must_use]
    pub fn is_resting(&self, now: Timestamp) -> bool {
        self.resting_until.is_some_and(|until| until > now && until - now <= longest_rest())
    }
}

/// The size of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueFigures {
    /// Invitations that wait, due or not.
    pub invitations_waiting: u64,
    /// Reminders that wait; one is sent only if there is no answer by then.
    pub reminders_waiting: u64,
    /// Mails about what came of an answer that wait.
    pub news_waiting: u64,
    /// Of all these, the number that is due.
    pub due: u64,
    /// Since when the oldest due message is due.
    pub oldest_due_at: Option<Timestamp>,
    /// In flight at this moment.
    pub claimed: u64,
}

/// How many messages are in trouble for one cause, either waiting for a retry or failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub cause: Cause,
    pub state: MessageState,
    pub messages: u64,
}

/// A message in trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubledMessage {
    pub id: MessageId,
    pub reference: Reference,
    pub kind: MessageKind,
    pub state: MessageState,
    pub cause: Cause,
    /// What the mail server said.
    pub said: String,
    pub attempts: u32,
    /// When it is retried, or when it failed.
    pub next_at: Timestamp,
}

/// A team whose staff opted out customers too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOutWarning {
    pub quarter: DateRange,
    /// Empty if unknown.
    pub team: String,
    pub opted_out: u64,
    pub closed: u64,
}

/// What the sending page shows of the queue of mails to staff.
#[derive(Clone, Debug)]
pub struct StaffQueue {
    /// The rest of this queue, which is not that of messages.
    pub state: SendingState,
    pub figures: StaffFigures,
    pub troubles: Vec<StaffTrouble>,
    pub in_trouble: Vec<TroubledStaffMail>,
}

impl StaffQueue {
    /// Whether there is anything to tell.
    #[must_use]
    pub fn is_calm(&self) -> bool {
        self.figures == StaffFigures::default() && self.troubles.is_empty() && self.state.trouble.is_none()
    }

    /// Whether a retry now would change anything.
    #[must_use]
    pub fn can_be_retried(&self, now: Timestamp) -> bool {
        self.state.is_resting(now) || number_of(&self.troubles, MessageState::Waiting) > 0
    }
}

/// What the sending page shows.
#[derive(Clone, Debug)]
pub struct SendingOverview {
    pub now: Timestamp,
    pub state: SendingState,
    /// Whether the sending window is open.
    pub is_window_open: bool,
    pub queue: QueueFigures,
    /// When the next mail is due, if sending is not paused.
    pub next_due_at: Option<Timestamp>,
    /// Mails in each of the last hours, latest first.
    pub sent_by_hour: Vec<u64>,
    pub troubles: Vec<Trouble>,
    pub in_trouble: Vec<TroubledMessage>,
    pub opt_outs: Vec<OptOutWarning>,
    /// The queue of mails to staff; everything above is about messages.
    pub staff: StaffQueue,
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_rest_that_a_wrong_clock_set_is_none() {
        let now: Timestamp = "2026-03-23T14:00:00Z".parse().unwrap();
        let resting = |time| {
            SendingState { resting_until: Some(now + time), ..SendingState::default() }.is_resting(now)
        };
        assert!(resting(TimeDelta::seconds(1)) && resting(TimeDelta::minutes(5)));
        assert!(!resting(TimeDelta::zero()) && !resting(TimeDelta::hours(2)));
    }
}

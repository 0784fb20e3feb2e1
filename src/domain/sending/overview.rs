//! Sending as a whole, as those see it who answer for it.

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::MessageId;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::{MessageKind, MessageState};
use crate::domain::time::period::DateRange;

/// Messages in trouble that are listed, of each sort.
pub const MOST_LISTED: u32 = 50;

/// Whether mail goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendingState {
    pub paused_at: Option<Timestamp>,
    pub paused_by: Option<String>,
    /// Rests in a row, without a success between them.
    pub rests: u32,
    /// The mail server is in trouble and is left alone until then.
    pub resting_until: Option<Timestamp>,
    /// What it said, or why it could not be reached.
    pub trouble: Option<String>,
}

impl SendingState {
    /// Whether the mail server is left alone at this moment.
    #[must_use]
    pub fn is_resting(&self, now: Timestamp) -> bool {
        self.resting_until.is_some_and(|until| until > now)
    }
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueFigures {
    /// First mails that wait, due or not.
    pub invitations_waiting: u64,
    /// Reminders that wait; they go out only where there is no answer by then.
    pub reminders_waiting: u64,
    /// Of all these, those that are due.
    pub due: u64,
    /// Since when the oldest of them is due.
    pub oldest_due_at: Option<Timestamp>,
    /// Being sent at this moment.
    pub claimed: u64,
}

/// How many messages are in trouble for one cause, and whether they wait for another try or have failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub cause: Cause,
    pub state: MessageState,
    pub messages: u64,
}

/// A message in trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTrouble {
    pub id: MessageId,
    pub reference: Reference,
    pub kind: MessageKind,
    pub state: MessageState,
    pub cause: Cause,
    /// What the mail server said.
    pub said: String,
    pub attempts: u32,
    /// When it is tried again, or when it failed.
    pub next_at: Timestamp,
}

/// A team whose staff decided too often that somebody is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOutWarning {
    pub quarter: DateRange,
    /// Empty where it is not known.
    pub team: String,
    pub opted_out: u64,
    pub closed: u64,
}

/// What the sending page shows.
#[derive(Clone, Debug)]
pub struct SendingOverview {
    pub now: Timestamp,
    pub state: SendingState,
    /// Whether it is a time for sending.
    pub is_window_open: bool,
    pub queue: QueueFigures,
    /// When the next mail is due, if sending goes on.
    pub next_due_at: Option<Timestamp>,
    /// Mails in each of the last hours, the latest first.
    pub sent_by_hour: Vec<u64>,
    pub troubles: Vec<Trouble>,
    pub in_trouble: Vec<InTrouble>,
    pub opt_outs: Vec<OptOutWarning>,
}

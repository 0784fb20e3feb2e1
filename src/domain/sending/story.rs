//! The history of one complaint, for staff who ask why a customer was or was not asked: what happened and what comes
//! next, without any name, address, score or word of the respondent.

use crate::domain::Timestamp;
use crate::domain::answering::response::AttemptReason;
use crate::domain::asking::invitation::ReasonedState;
use crate::domain::complaints::complaint::{OptOutReason, Reference};
use crate::domain::sending::delivery::{BounceKind, Cause};
use crate::domain::sending::message::{MessageKind, MessageState};

/// The history of a complaint.
#[derive(Clone, Debug)]
pub struct ComplaintStory {
    pub reference: Reference,
    pub received_at: Timestamp,
    pub is_closed: bool,
    /// Why staff do not want the customer to be asked.
    pub opt_out: Option<OptOutReason>,
    /// Oldest closure first.
    pub closures: Vec<ClosureStory>,
}

/// What happened after one closure.
#[derive(Clone, Debug)]
pub struct ClosureStory {
    pub closure: u32,
    pub closed_at: Timestamp,
    pub reported_at: Timestamp,
    pub standing: ReasonedState,
    pub answered_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub reminder_due_at: Option<Timestamp>,
    pub messages: Vec<MessageStory>,
    pub bounces: Vec<BounceStory>,
    /// Answers that were kept but not counted, by reason.
    pub attempts: Vec<(AttemptReason, u64)>,
    /// The answer looks automated, and does not count until the respondent changes it.
    pub is_held: bool,
}

/// One mail.
#[derive(Clone, Debug)]
pub struct MessageStory {
    pub kind: MessageKind,
    pub state: MessageState,
    /// When it is due, is retried, or ended.
    pub next_at: Timestamp,
    pub attempts: u32,
    pub sent_at: Option<Timestamp>,
    pub cause: Option<Cause>,
    pub said: Option<String>,
}

/// A bounce.
#[derive(Clone, Debug)]
pub struct BounceStory {
    pub kind: BounceKind,
    pub at: Timestamp,
    pub status: Option<String>,
    pub said: Option<String>,
    pub cleared_at: Option<Timestamp>,
}

impl ComplaintStory {
    /// Whether anything can be cleared: a bounce, or a failed mail of the latest closure.
    #[must_use]
    pub fn can_be_cleared(&self) -> bool {
        let counts =
            |bounce: &BounceStory| bounce.cleared_at.is_none() && bounce.kind != BounceKind::Complaint;
        self.closures.last().is_some_and(|closure| closure.standing == ReasonedState::Undeliverable)
            || self.closures.iter().any(|closure| closure.bounces.iter().any(counts))
    }
}

//! One complaint's whole story, for whoever asks why somebody was asked, or was not: what happened and what comes,
//! without a name, an address, a score or a word of what the person wrote.

use crate::domain::Timestamp;
use crate::domain::answering::response::AttemptReason;
use crate::domain::asking::invitation::Standing;
use crate::domain::complaints::complaint::{OptOutReason, Reference};
use crate::domain::sending::delivery::{BounceKind, Cause};
use crate::domain::sending::message::{MessageKind, MessageState};

/// The story of a complaint.
#[derive(Clone, Debug)]
pub struct ComplaintStory {
    pub reference: Reference,
    pub received_at: Timestamp,
    pub is_closed: bool,
    /// Why staff do not want this person to be asked.
    pub opt_out: Option<OptOutReason>,
    /// First closure first.
    pub closures: Vec<ClosureStory>,
}

/// What came of one closure.
#[derive(Clone, Debug)]
pub struct ClosureStory {
    pub closure: u32,
    pub closed_at: Timestamp,
    pub reported_at: Timestamp,
    pub standing: Standing,
    pub answered_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub reminder_due_at: Option<Timestamp>,
    pub messages: Vec<MessageStory>,
    pub bounces: Vec<BounceStory>,
    /// Answers that were kept and not counted, for each reason.
    pub attempts: Vec<(AttemptReason, u64)>,
    /// The answer looks pressed by a machine, and does not count until the person changes it.
    pub is_held: bool,
}

/// One mail.
#[derive(Clone, Debug)]
pub struct MessageStory {
    pub kind: MessageKind,
    pub state: MessageState,
    /// When it is due, is tried again, or ended.
    pub next_at: Timestamp,
    pub attempts: u32,
    pub sent_at: Option<Timestamp>,
    pub cause: Option<Cause>,
    pub said: Option<String>,
}

/// Something that came back.
#[derive(Clone, Debug)]
pub struct BounceStory {
    pub kind: BounceKind,
    pub at: Timestamp,
    pub status: Option<String>,
    pub said: Option<String>,
    pub cleared_at: Option<Timestamp>,
}

impl ComplaintStory {
    /// Whether there is something that can be cleared: a bounce, or a mail of the latest closure that failed.
    #[must_use]
    pub fn can_be_cleared(&self) -> bool {
        let counts =
            |bounce: &BounceStory| bounce.cleared_at.is_none() && bounce.kind != BounceKind::Complaint;
        self.closures.last().is_some_and(|closure| closure.standing == Standing::Undeliverable)
            || self.closures.iter().any(|closure| closure.bounces.iter().any(counts))
    }
}

//! What a mail to staff tells of a follow-up.
//!
//! The rule: nothing of the answer and nothing of the customer: a mailbox is read by more people than the page.

use chrono::NaiveDate;

use crate::domain::complaints::complaint::Reference;
use crate::domain::follow_ups::handlers::Handlers;
use crate::domain::ids::{FollowUpId, UserId};

/// An open follow-up, as it is mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailedFollowUp {
    pub id: FollowUpId,
    pub reference: Reference,
    pub due_on: NaiveDate,
    /// Who holds it; `None`: its team.
    pub owner: Option<UserId>,
    /// The team that it was handed over to, or else that of the complaint; `None` if that is unknown.
    pub team: Option<String>,
    /// Whether the customer wants contact.
    pub contact_me: bool,
    /// Whether it ended before, and was opened again: then no page calls it overdue, and neither does a mail.
    pub was_done: bool,
}

/// The most follow-ups that one mail names.
pub const MOST_NAMED: u32 = 50;

/// What is due for a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueFollowUps {
    /// At most [`MOST_NAMED`], the longest due first.
    pub first: Vec<MailedFollowUp>,
    /// How many there are.
    pub count: u64,
}

impl MailedFollowUp {
    /// Who is mailed about it.
    #[must_use]
    pub fn recipients(&self, handlers: &Handlers) -> Vec<UserId> {
        handlers.of(self.owner, self.team.as_deref())
    }
}

//! What staff do after a response that asks for it: somebody wants to be called, or is a detractor.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::{FollowUpId, InvitationId};

/// Working days within which a follow-up is due, as the form promises.
pub const WORKING_DAYS: usize = 2;

/// Days for which a follow-up that is done can be found back on the page.
pub const DONE_DAYS: i64 = 30;

/// Follow-ups that are listed.
pub const MOST_LISTED: u32 = 200;

/// Whether a response with this score, from somebody who does or does not want to be called, is followed up.
#[must_use]
pub fn is_needed(score: Score, contact_me: bool) -> bool {
    contact_me || score.is_detractor()
}

/// A follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    pub id: FollowUpId,
    pub invitation_id: InvitationId,
    pub reference: Reference,
    pub score: Score,
    /// The person may be contacted; without it nobody may.
    pub contact_me: bool,
    pub answered_at: Timestamp,
    pub due_on: NaiveDate,
    pub taken_up_at: Option<Timestamp>,
    pub taken_up_by: Option<String>,
    pub done: Option<Done>,
}

/// The end of a follow-up: when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub at: Timestamp,
    pub by: String,
}

/// What whoever took a follow-up up needs to know.
#[derive(Clone, Debug)]
pub struct FollowUpDetail {
    pub follow_up: FollowUp,
    pub comment: Option<String>,
    pub ratings: BTreeMap<ItemId, Rating>,
    /// Name and address, where the person may be contacted and they are still kept.
    pub contact: Option<(Option<String>, String)>,
}

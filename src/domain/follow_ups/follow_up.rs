//! What staff do after a response that calls for it: the respondent asked for contact, or is a detractor.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::{FollowUpId, InvitationId};

/// Working days within which a follow-up is due, as the form promises.
pub const WORKING_DAYS: usize = 2;

/// Days for which a completed follow-up remains on the page.
pub const DONE_DAYS: i64 = 30;

/// The most follow-ups in a list.
pub const MOST_LISTED: u32 = 200;

/// Whether a response with this score, from a respondent who does or does not ask for contact, needs a follow-up.
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
    /// The respondent may be contacted; otherwise staff must not.
    pub contact_me: bool,
    pub answered_at: Timestamp,
    pub due_on: NaiveDate,
    pub taken_up_at: Option<Timestamp>,
    pub taken_up_by: Option<String>,
    pub done: Option<Done>,
}

/// The completion of a follow-up: when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub at: Timestamp,
    pub by: String,
}

/// What the handler who took up a follow-up needs to know.
#[derive(Clone, Debug)]
pub struct FollowUpDetail {
    pub follow_up: FollowUp,
    pub comment: Option<String>,
    pub ratings: BTreeMap<ItemId, Rating>,
    /// Name and address, if the respondent may be contacted and they are still kept.
    pub contact: Option<(Option<String>, String)>,
}

//! Why a form on the page of a follow-up was refused.

use crate::texts::Texts;

/// Why nothing was done with a follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpRefusal {
    /// A colleague with this address holds it.
    HeldBy(String),
    NotHeld,
    Ended,
    NotEnded,
    Changed,
    NoContactWanted,
}

impl FollowUpRefusal {
    /// What is told to who sent the form.
    pub(super) fn words(&self, text: &Texts) -> String {
        match self {
            Self::HeldBy(who) => text.follow_up_refused_held(who),
            Self::NotHeld => text.follow_up_refused_not_held(),
            Self::Ended => text.follow_up_refused_ended(),
            Self::NotEnded => text.follow_up_refused_open(),
            Self::Changed => text.follow_up_refused_changed(),
            Self::NoContactWanted => text.follow_up_refused_no_contact(),
        }
    }
}

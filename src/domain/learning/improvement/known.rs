//! What a plan may name: who can own an improvement, what it can change, and what can be its reason.

use chrono::NaiveDate;

use crate::domain::answering::questionnaire::ItemId;
use crate::domain::ids::{CauseId, SignalId, ThemeId, UserId};

/// All of it, as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub today: NaiveDate,
    /// Enabled users, by address in lower case.
    pub owners: Vec<(String, UserId)>,
    /// The items of the questionnaire in force.
    pub items: Vec<ItemId>,
    /// Causes that stand for themselves, by name.
    pub causes: Vec<(String, CauseId)>,
    /// Themes, by name.
    pub themes: Vec<(String, ThemeId)>,
    pub signals: Vec<SignalId>,
}

impl Known {
    /// The name of a cause.
    #[must_use]
    pub fn cause_name(&self, id: CauseId) -> Option<&str> {
        self.causes.iter().find(|(_, other)| *other == id).map(|(name, _)| name.as_str())
    }
}

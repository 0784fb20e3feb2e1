//! What a plan may name: who can own an improvement, what it can change, and what can be its reason.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::answering::questionnaire::ItemId;
use crate::domain::ids::{CauseId, SignalId, ThemeId, UserId};

/// All of it, as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub today: NaiveDate,
    /// Enabled users who may see improvements, by address in lower case.
    pub owners: Vec<(String, UserId)>,
    /// The items of the questionnaire in force.
    pub items: Vec<ItemId>,
    /// Causes that stand for themselves, by name.
    pub causes: Vec<(String, CauseId)>,
    /// Names that complaints were told with and no one managed yet; each has the identifier that it gets if a plan names it.
    pub told_causes: Vec<(String, CauseId)>,
    /// Themes, by name.
    pub themes: Vec<(String, ThemeId)>,
    /// Signals, with the months of the event of those that point downwards.
    pub signals: BTreeMap<SignalId, Vec<NaiveDate>>,
}

impl Known {
    /// The cause of a name.
    #[must_use]
    pub fn cause(&self, name: &str) -> Option<CauseId> {
        let mut all = self.causes.iter().chain(&self.told_causes);
        all.find(|(other, _)| other == name).map(|(_, id)| *id)
    }
}

//! A value that a person loads into the ledger as a whole: those that the policy states, or those of a file.
//!
//! The rule: such a value rests on its wording, not on evidence, so NPS has none.

use chrono::NaiveDate;

use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;

/// A value of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyValue {
    pub kpi: Kpi,
    /// A share, 0..=1.
    pub value: f64,
    pub effective_from: NaiveDate,
    /// The time allowed; `None` for that of the KPI's definition.
    pub limit: Option<Limit>,
    /// The policy's own words.
    pub wording: String,
}

impl PolicyValue {
    /// The values that the complaints policy states.
    #[must_use]
    pub fn stated() -> Vec<Self> {
        let mut values = Vec::new();
        for kpi in Kpi::ALL.iter().copied() {
            values.extend(kpi.definition().stated.iter().map(|stated| Self {
                kpi,
                value: stated.value,
                effective_from: stated.effective_from(),
                limit: None,
                wording: stated.wording.to_owned(),
            }));
        }
        values
    }

    /// The time allowed: its own, or that of the definition; `None` for a KPI without a clock.
    #[must_use]
    pub fn limit(&self) -> Option<Limit> {
        self.limit.or(self.kpi.definition().limit())
    }
}

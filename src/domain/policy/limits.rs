//! The limits in force: each belongs to a norm in the ledger and has a day from which it holds.
//!
//! The rule: a complaint is judged by the norm in force on its day of receipt, so a new limit changes nothing before it.

use chrono::NaiveDate;

use crate::domain::ids::NormId;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;

/// The limit of a KPI, with the norm that it belongs to; without a norm it is the policy's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitInForce {
    pub limit: Limit,
    pub norm: Option<NormId>,
}

/// An adopted norm of a KPI with a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdoptedLimit {
    pub norm: NormId,
    pub kpi: Kpi,
    pub effective_from: NaiveDate,
    /// `None` for that of the policy.
    pub limit: Option<Limit>,
}

/// The limits by which complaints are judged, each by the norm in force on its day of receipt.
#[derive(Clone, Debug, Default)]
pub struct Limits(pub Vec<AdoptedLimit>);

impl Limits {
    /// The limit for complaints received on a day; `None` for a KPI without a clock.
    #[must_use]
    pub fn in_force(&self, kpi: Kpi, received_on: NaiveDate) -> Option<LimitInForce> {
        let usual = kpi.definition().limit()?;
        let begun = |one: &&AdoptedLimit| one.kpi == kpi && one.effective_from <= received_on;
        let adopted = self.0.iter().filter(begun).max_by_key(|one| one.effective_from);
        Some(LimitInForce {
            limit: adopted.and_then(|one| one.limit).unwrap_or(usual),
            norm: adopted.map(|one| one.norm),
        })
    }
}

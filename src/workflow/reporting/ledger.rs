//! The norms as they were known at a moment.

use crate::domain::norms::norm::{Ledger, Norm, Rule};
use crate::domain::policy::kpi::Kpi;
use crate::statistics::normal::Confidence;
use crate::storage::{StorageError, norms};
use crate::workflow::reporting::year::Year;

/// The ledger with the decisions that were taken by the moment of a report.
pub(super) async fn known_ledger(year: &Year<'_>) -> Result<Ledger, StorageError> {
    let mut ledger = norms::ledger(&mut year.app.db.read().await?).await?;
    let is_known = |norm: &Norm| norm.decision.as_ref().is_some_and(|decision| decision.at <= year.as_of());
    ledger.0.retain(is_known);
    Ok(ledger)
}

/// The rule of the norm for NPS in force when the year began, or the usual one.
pub(super) fn nps_rule(ledger: &Ledger, year: &Year<'_>) -> Rule {
    let norm = ledger.in_force(Kpi::Nps, year.range.from());
    norm.and_then(|norm| norm.proposed.rule.clone()).unwrap_or_default()
}

/// The confidence of the interval that decides, in percents.
pub(super) fn deciding_confidence(rule: &Rule) -> u8 {
    match rule.certainty.deciding() {
        Confidence::P80 => 80,
        Confidence::P90 => 90,
        Confidence::P95 => 95,
        Confidence::P99 => 99,
    }
}

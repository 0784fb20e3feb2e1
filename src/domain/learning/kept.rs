//! What was found when an improvement was closed, as it was kept.

use chrono::NaiveDate;

use crate::domain::learning::effect::EffectReport;
use crate::domain::learning::effect::evidence::Evidence;

/// The report and the day on which it was made; `None` if the text is no evidence of ours.
#[must_use]
pub fn kept(evidence: &str) -> Option<(EffectReport, NaiveDate)> {
    let evidence: Evidence = serde_json::from_str(evidence).ok()?;
    Some((evidence.report()?, evidence.judged_on))
}

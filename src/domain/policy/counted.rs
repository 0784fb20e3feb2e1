//! What the complaints of a KPI are counted under.

use crate::domain::insight::measure::Measure;
use crate::domain::policy::kpi::Kpi;

/// What a KPI's complaints are counted under; `None` for a KPI without a clock.
#[must_use]
pub fn measure(kpi: Kpi) -> Option<Measure> {
    match kpi {
        Kpi::Acknowledgement => Some(Measure::Acknowledgement),
        Kpi::PhoneResponse => Some(Measure::PhoneResponse),
        Kpi::WrittenResponse => Some(Measure::WrittenResponse),
        Kpi::HandlingQuality | Kpi::Nps | Kpi::ComplaintRate => None,
    }
}

//! KPI 1: the share of complaints acknowledged within 24 hours.

use crate::domain::complaints::facts::AcknowledgedBy;
use crate::domain::insight::measure::Measure;
use crate::domain::policy::clocked_fact::{ByProgram, ClockedFact};
use crate::domain::policy::kpi::{Definition, Direction, Measurement, StatedValue, Unit};
use crate::domain::policy::limit::Limit;

pub(super) const DEFINITION: Definition = Definition {
    unit: Unit::Share,
    direction: Direction::AtLeast,
    measurement: Measurement::Clocked(ClockedFact {
        name: "acknowledged",
        limit: Limit::Hours(24),
        happened: |facts| facts.acknowledged,
        is_required: |_| true,
        can_be_waived: false,
        measure: Measure::Acknowledgement,
        by_program: Some(ByProgram {
            measure: Measure::AcknowledgedAutomatically,
            applies: |facts| facts.acknowledged_by == Some(AcknowledgedBy::Automatic),
        }),
    }),
    stated: &[StatedValue {
        value: 0.90,
        from_year: 2019,
        wording: "Klachtenbeleid, KPI 1: ontvangstbevestiging binnen 24 uur na ontvangst, ten minste 90 %.",
    }],
};

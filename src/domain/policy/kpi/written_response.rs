//! KPI 3: the share with a substantive written response within 6 working days.

use crate::domain::insight::measure::Measure;
use crate::domain::policy::clocked_fact::ClockedFact;
use crate::domain::policy::kpi::{Definition, Direction, Measurement, StatedValue, Unit};
use crate::domain::policy::limit::Limit;

pub(super) const DEFINITION: Definition = Definition {
    unit: Unit::Share,
    direction: Direction::AtLeast,
    measurement: Measurement::Clocked(ClockedFact {
        name: "written_response",
        limit: Limit::WorkingDays(6),
        happened: |facts| facts.written_response,
        is_required: |facts| facts.written_response_required.unwrap_or(true),
        can_be_waived: true,
        measure: Measure::WrittenResponse,
        by_program: None,
    }),
    stated: &[StatedValue {
        value: 0.90,
        from_year: 2019,
        wording: "Klachtenbeleid, KPI 3: eerste inhoudelijke schriftelijke reactie binnen 6 werkdagen na ontvangst, ten minste 90 %.",
    }],
};

//! KPI 2: the share with a substantive telephone response within 48 hours.

use crate::domain::insight::measure::Measure;
use crate::domain::policy::clocked_fact::ClockedFact;
use crate::domain::policy::kpi::{Definition, Direction, Measurement, StatedValue, Unit};
use crate::domain::policy::limit::Limit;

pub(super) const DEFINITION: Definition = Definition {
    unit: Unit::Share,
    direction: Direction::AtLeast,
    measurement: Measurement::Clocked(ClockedFact {
        name: "phone_response",
        limit: Limit::Hours(48),
        happened: |facts| facts.phone_response,
        is_required: |facts| facts.phone_response_required.unwrap_or(true),
        can_be_waived: true,
        measure: Measure::PhoneResponse,
        by_program: None,
    }),
    stated: &[StatedValue {
        value: 0.95,
        from_year: 2019,
        wording: "Klachtenbeleid, KPI 2: eerste inhoudelijke reactie per telefoon binnen 48 uur na ontvangst, ten minste 95 % (vanaf 2019).",
    }],
};

//! KPI 5: the Net Promoter Score over complaint handling, in points. The policy has no norm for it yet.

use crate::domain::policy::kpi::{Definition, Direction, Measurement, Unit};

pub(super) const DEFINITION: Definition = Definition {
    unit: Unit::Points,
    direction: Direction::AtLeast,
    measurement: Measurement::Estimate,
    stated: &[],
};

//! KPI 1: the share of complaints acknowledged within 24 hours.

use crate::domain::policy::kpi::{Definition, Direction, Measurement, StatedValue, Unit};
use crate::domain::policy::limit::Limit;

pub(super) const DEFINITION: Definition = Definition {
    unit: Unit::Share,
    direction: Direction::AtLeast,
    measurement: Measurement::Census,
    limit: Some(Limit::Hours(24)),
    stated: &[StatedValue {
        value: 0.90,
        from_year: 2019,
        wording: "Klachtenbeleid, KPI 1: ontvangstbevestiging binnen 24 uur na ontvangst, ten minste 90 %.",
    }],
};

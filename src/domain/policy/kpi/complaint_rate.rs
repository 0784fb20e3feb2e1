//! KPI 6: complaints as a share of notifications; lower is better.

use crate::domain::policy::kpi::{Definition, Direction, Measurement, StatedValue, Unit};

pub(super) const DEFINITION: Definition = Definition {
    unit: Unit::Share,
    direction: Direction::AtMost,
    measurement: Measurement::Rate,
    stated: &[
        StatedValue {
            value: 0.015,
            from_year: 2019,
            wording: "Klachtenbeleid, KPI 6: klachten als deel van de meldingen, ten hoogste 1,5 % in 2019.",
        },
        StatedValue {
            value: 0.013,
            from_year: 2020,
            wording: "Klachtenbeleid, KPI 6: klachten als deel van de meldingen, ten hoogste 1,3 % in 2020.",
        },
        StatedValue {
            value: 0.010,
            from_year: 2021,
            wording: "Klachtenbeleid, KPI 6: klachten als deel van de meldingen, ten hoogste 1 % in 2021.",
        },
    ],
};

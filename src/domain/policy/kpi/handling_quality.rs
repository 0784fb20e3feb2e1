//! KPI 4: the quality of handling, scored on sub-topics, as a share of the maximum score.

use crate::domain::policy::kpi::{Definition, Direction, Measurement, StatedValue, Unit};

pub(super) const DEFINITION: Definition = Definition {
    unit: Unit::Share,
    direction: Direction::AtLeast,
    measurement: Measurement::Sample,
    stated: &[StatedValue {
        value: 0.90,
        from_year: 2019,
        wording: "Klachtenbeleid, KPI 4: kwaliteit van de behandeling, beoordeeld op deelonderwerpen, samen ten minste 90 %.",
    }],
};

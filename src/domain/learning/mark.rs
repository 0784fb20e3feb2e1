//! An improvement as a chart marks it: the day on which it started.

use chrono::NaiveDate;

use crate::domain::ids::ImprovementId;

/// A mark on a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub day: NaiveDate,
    pub id: ImprovementId,
    pub title: String,
}

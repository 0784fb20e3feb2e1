//! Counts by day and segment, what they showed, and the rows that a question selects.

pub mod change_points;
pub(super) mod selection;
pub mod signals;
pub mod tallies;
pub mod themes;

//! The key performance indicators of the complaints policy.

pub mod clock;
pub mod kpi;
pub mod limit;

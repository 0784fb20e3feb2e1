//! The key performance indicators of the complaints policy.

pub mod kpi;

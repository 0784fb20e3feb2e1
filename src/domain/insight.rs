//! Figures computed from responses: queries, series over time, and signals.

pub mod breakdown;
pub mod canonical;
pub mod change;
pub mod control_chart;
pub mod drivers;
pub mod funnel;
pub mod hiding;
pub mod measure;
pub mod query;
pub mod representation;
pub mod satisfaction;
pub mod series;
pub mod signal;
pub mod theme;
pub mod timing;
pub mod visible;

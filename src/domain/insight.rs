//! Figures made of responses: questions about them, series over time, and what stands out.

pub mod breakdown;
pub mod control_chart;
pub mod drivers;
pub mod funnel;
pub mod hiding;
pub mod query;
pub mod representation;
pub mod satisfaction;
pub mod series;
pub mod signal;
pub mod theme;
pub mod timing;
pub mod windows;

//! Figures by the API, as JSON or CSV.

pub mod control_chart;
pub mod difference;
pub mod file_or_json;
pub mod funnel;
pub mod nps;
pub mod responses;
pub mod satisfaction;
pub mod series;

//! The KPIs of the complaints policy by the API.

pub mod behind;
pub mod clocks;
pub mod kpis;
pub mod notifications;
pub mod quality;

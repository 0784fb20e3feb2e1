//! The KPIs of the complaints policy beside NPS.

pub mod behind;
pub mod clocks;
pub mod counting;
pub mod judge;
pub mod notifications;
pub mod notified_year;
pub mod quality;
pub mod scoreboard;

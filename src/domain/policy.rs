//! The key performance indicators of the complaints policy.

pub mod behind;
pub mod clock;
pub mod counted;
pub mod kpi;
pub mod limit;
pub mod limits;
pub mod notifications;
pub mod query;
pub mod scoreboard;

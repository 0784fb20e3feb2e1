//! The key performance indicators of the complaints policy.

pub mod behind;
pub mod clock;
pub mod clocked_fact;
pub mod hiding;
pub mod kpi;
pub mod limit;
pub mod limits;
pub mod notifications;
pub mod notifications_csv;
pub mod notified_year;
pub mod quality;
pub mod query;
pub mod rewards;
pub mod scoreboard;

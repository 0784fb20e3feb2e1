//! The pages of the complaints policy's KPIs.

pub mod behind;
pub mod clock;
pub mod complaint_form;
pub mod facts;
pub mod notifications;
pub mod quality;
pub mod review;
pub mod rewards;
pub mod scoreboard;

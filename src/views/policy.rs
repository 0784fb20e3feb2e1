//! The pages of the complaints policy's KPIs.

pub mod behind;
pub mod clock;
mod complaint_fields;
pub mod complaint_form;
mod complaint_label;
pub mod facts;
mod form_differences;
pub mod notifications;
pub mod quality;
pub mod review;
pub mod rewards;
pub mod scoreboard;
mod year_report;

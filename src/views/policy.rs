//! The pages of the complaints policy's KPIs.

pub mod clock;

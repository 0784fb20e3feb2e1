//! The pages of the policy's KPIs.

pub mod kpis;

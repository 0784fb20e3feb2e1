//! The pages of the policy's KPIs.

pub mod facts;
pub mod kpis;
pub mod notifications;

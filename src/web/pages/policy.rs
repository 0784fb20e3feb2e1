//! The pages of the policy's KPIs.

pub mod by_hand;
pub mod facts;
pub mod kpis;
pub mod notifications;
pub mod quality;

//! What the policy's KPIs need beside complaints and answers.

pub mod followed_up;
pub mod notifications;
pub mod quality;
pub mod waiting;

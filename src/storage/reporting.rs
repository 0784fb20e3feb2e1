//! The complaint report of a year, and the evaluation of the policy.

pub mod assessments;
pub mod changes;
pub mod counts;
pub mod editions;
pub mod evidence;
pub mod preparers;
pub mod reminders;
pub mod team_flow;

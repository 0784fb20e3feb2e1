//! The complaint report of a year, and the evaluation of the policy.

pub mod assessments;
pub mod counts;
pub mod editions;
pub mod evidence;
pub mod team_flow;

//! The complaint report of a year, and the evaluation of the policy.

pub mod assessments;
pub mod counts;
pub mod editions;

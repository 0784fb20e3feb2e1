//! The complaint report of a year, and the evaluation of the policy.

pub mod assessment;
pub mod reports;

//! The complaint report of a year, and the evaluation of the policy.

pub mod assessment;
pub mod published;
pub mod reports;
mod served;

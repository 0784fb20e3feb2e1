//! The complaint report of a year, and the evaluation of the policy.

pub mod reports;

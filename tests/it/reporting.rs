//! The complaint report of a year, and the evaluation of the policy.

mod earlier_version;
mod hiding;
mod internal;
mod life;
mod page;
mod print;
mod public;
pub mod publishing;
mod verifier;

//! The complaint report of a year, and the evaluation of the policy.

pub mod assessment;
pub mod internal;
pub mod method;
pub mod public;
pub mod publish;
pub mod reminders;
pub mod verify;
mod year;

//! The complaint report of a year, and the evaluation of the policy.

mod asked;
pub mod assessment;
mod counted;
pub mod evaluation;
pub mod internal;
mod ledger;
pub mod method;
pub mod overview;
pub mod public;
pub mod publish;
pub mod reminders;
mod say;
pub mod verify;
mod year;

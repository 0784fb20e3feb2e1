//! The complaint report of a year, and the evaluation of the policy.

pub mod assessment;
pub mod draft;
pub mod figure;
pub mod internal_words;
pub mod overview;
pub mod page;
pub mod reminder_mail;
mod state;
pub mod withdrawn;
pub mod words;

//! Follow-ups: staff contact customers who asked for it.

pub mod handle;
pub mod mails;

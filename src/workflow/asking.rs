//! A closed complaint becomes an invitation, its reminder, or a reason not to ask.

pub mod close;
pub mod expire;
pub mod opt_outs;
pub mod reminders;

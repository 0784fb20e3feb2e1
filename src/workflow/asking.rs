//! A closed complaint leads to an invitation, its reminders, or a reason not to ask.

pub mod close;
pub mod expire;
pub mod opt_outs;
pub mod reminders;

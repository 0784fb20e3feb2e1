//! Which customers are asked and when, and why others are not.

mod closures;
mod planning;
mod reminders;

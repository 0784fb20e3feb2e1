//! Who is asked, when, and who is not and why.

mod closures;
mod planning;
mod reminders;

//! What signing in keeps in memory for as long as the program runs: room for hashing passwords, and who failed of late.
//!
//! The rule: both have a fixed size, whoever knocks and however often.

pub mod passwords;
pub mod throttle;

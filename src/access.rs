//! What signing in keeps in memory for as long as the program runs: room for hashing passwords, and who failed of late.
//!
//! The rule: both have a fixed size, however many attempts are made and by how many clients.

pub mod passwords;
pub mod throttle;

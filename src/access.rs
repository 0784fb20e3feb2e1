//! In-memory state of signing in: memory for password hashing, and recent failures.
//!
//! The rule: both are bounded, however many attempts are made and by how many clients.

pub mod passwords;
pub mod throttle;

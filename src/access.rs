//! In-memory state of signing in: memory for password hashing, recent failures, and recent requests for a link.
//!
//! The rule: all are bounded, however many attempts are made and by how many clients.

pub mod link_limit;
pub mod passwords;
pub mod throttle;

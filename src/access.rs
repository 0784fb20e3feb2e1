//! What signing in keeps in memory: memory for password hashing, recent failures, recent requests for a link, and what is known
//! of the identity provider.
//!
//! The rule: all are bounded, however many attempts are made and by how many clients.

pub mod link_limit;
pub mod passwords;
pub mod provider;
pub mod throttle;

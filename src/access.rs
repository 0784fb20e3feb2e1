//! What signing in keeps in memory: memory for password hashing, recent failures, recent requests for a link, recent attempts at
//! the identity provider, and what is known of it.
//!
//! The rule: all are bounded, however many attempts are made and by how many clients.

pub mod attempt_limit;
pub mod link_limit;
pub mod passwords;
pub mod provider;
pub mod throttle;

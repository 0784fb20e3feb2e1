//! The keys of the secret file: which one is in use, and which ones were.
//!
//! The rule: the database says it, so that every process knows.

pub mod secret_in_use;
pub mod used_keys;

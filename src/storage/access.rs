//! Users, sessions, API keys, and the audit.

pub mod api_keys;
pub mod audit;
pub mod sessions;
pub mod users;

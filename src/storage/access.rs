//! Users, sessions, API keys, and the audit log.

pub mod account;
pub mod api_keys;
pub mod audit;
pub mod sessions;
pub mod users;

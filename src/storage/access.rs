//! Users, sessions, API keys, and the audit.

pub mod account;
pub mod accounts;
pub mod api_keys;
pub mod audit;
pub mod audit_chain;
pub mod audit_heads;
pub mod audit_subjects;
pub mod provider;
pub mod second_factors;
pub mod secret_keys;
pub mod sessions;
pub mod users;

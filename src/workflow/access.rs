//! Authentication, permissions, users, API keys and the audit log.

pub mod account;
pub mod audit;
pub mod export_audit;
pub mod forgotten;
pub mod keys;
pub mod permission;
pub mod sessions;
pub mod sign_in;
pub mod sign_in_link_mail;
pub mod users;

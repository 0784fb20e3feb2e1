//! Authentication, permissions, users, API keys and the audit.

pub mod account;
pub mod audit;
pub mod forgotten;
pub mod keys;
pub mod permission;
pub mod provider;
pub mod released;
pub mod roles_and_team;
pub mod second_factor;
pub mod secret;
pub mod sessions;
pub mod sign_in;
pub mod sign_in_at_demo;
pub mod sign_in_link_mail;
pub mod sign_in_links;
pub mod users;

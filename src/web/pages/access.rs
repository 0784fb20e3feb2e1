//! Signing in and out, a forgotten password, the own account, users, keys and the audit.

pub mod account;
pub mod audit;
pub mod forgotten;
pub mod keys;
pub mod sign_in;
pub mod user;
pub mod users;

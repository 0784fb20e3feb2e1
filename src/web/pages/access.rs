//! Signing in and out, a forgotten password, the own account and its second factor, users, keys and the audit.

pub mod account;
pub mod audit;
pub mod forgotten;
pub mod keys;
pub mod provider;
pub mod second_factor;
pub mod sign_in;
pub mod sign_in_code;
pub mod user;
pub mod users;
mod welcome;

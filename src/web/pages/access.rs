//! Signing in and out, and the own account.

pub mod account;
pub mod sign_in;

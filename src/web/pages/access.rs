//! Signing in and out, a forgotten password, and the own account.

pub mod account;
pub mod forgotten;
pub mod sign_in;

//! Signing in and out, a forgotten password, the own account, and the audit.

pub mod account;
pub mod audit;
pub mod forgotten;
pub mod sign_in;

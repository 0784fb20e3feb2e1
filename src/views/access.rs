//! The pages about signing in and about the own account.

pub mod account;
pub mod account_password;
pub mod account_sessions;
pub mod sign_in;

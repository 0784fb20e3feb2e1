//! The pages about signing in and about the own account, and the mail with a sign-in link.

pub mod account;
pub mod account_password;
pub mod account_sessions;
pub mod forgotten;
pub mod sign_in;
pub mod sign_in_link_mail;

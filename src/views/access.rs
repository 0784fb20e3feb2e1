//! The pages about signing in and about the own account, and the mails with a sign-in link and the head of the audit.

pub mod account;
pub mod account_password;
pub mod account_sessions;
pub mod audit_head_mail;
pub mod forgotten;
pub mod sign_in;
pub mod sign_in_link_mail;

//! The pages about signing in, the own account and the audit, and the mails with a sign-in link and the audit's head.

pub mod account;
pub mod account_password;
pub mod account_sessions;
pub mod audit;
pub mod audit_head_mail;
pub mod forgotten;
pub mod sign_in;
pub mod sign_in_link_mail;

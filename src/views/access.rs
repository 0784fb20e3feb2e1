//! The pages about signing in, second factors, the own account, users, keys and the audit, and the mails with a sign-in link and the audit's head.

pub mod account;
pub mod account_password;
pub mod account_sessions;
pub mod audit;
pub mod audit_head_mail;
pub mod forgotten;
mod form;
pub mod key_made;
pub mod keys;
pub mod second_factor;
pub mod sign_in;
pub mod sign_in_link_mail;
pub mod to_provider;
pub mod user;
pub mod user_link;
pub mod users;

//! Who may do what: roles, rights, scopes, passwords, tokens and rates.

pub mod account;
pub mod action;
pub mod api_key;
pub mod audit_chain;
pub mod audit_query;
pub mod audit_walk;
pub mod follow_ups_of;
pub mod key_form;
pub mod new_password;
pub mod rate;
pub mod rights;
pub mod roles;
pub mod session;
pub mod token;
pub mod user_account;
pub mod user_form;

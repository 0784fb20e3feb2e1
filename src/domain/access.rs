//! Who may do what: roles, rights, scopes, passwords, tokens and rates.

pub mod account;
pub mod action;
pub mod follow_ups_of;
pub mod new_password;
pub mod rate;
pub mod rights;
pub mod roles;
pub mod session;
pub mod token;

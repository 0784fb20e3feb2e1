//! Who may do what: roles, scopes, tokens and rates.

pub mod action;
pub mod rate;
pub mod roles;
pub mod token;

//! The mail that asks.

pub mod invitation_mail;

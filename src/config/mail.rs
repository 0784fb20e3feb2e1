//! Outgoing mail.

pub mod dkim;
pub mod url;

//! The invitation mail.

pub mod invitation_mail;

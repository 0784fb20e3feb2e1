//! The invitation mail, and the frame of every mail to a respondent.

pub mod invitation_mail;
pub mod mail_frame;

//! Follow-ups: staff see to it that something comes of an answer.

pub mod contact;
pub mod end;
pub mod figures;
pub mod hold;
pub mod listed;
pub mod lists;
mod locks;
pub mod mails;
pub mod notes;
pub mod read;
pub mod refusal;

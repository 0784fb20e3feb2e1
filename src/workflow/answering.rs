//! A customer opens a link, answers, changes an answer, or unsubscribes.

pub mod add_reason;
pub mod first;
pub mod links;
pub mod questionnaires;
pub mod submit;
pub mod survey;
pub mod unsubscribe;

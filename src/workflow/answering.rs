//! A customer opens a link, answers, changes an answer, or unsubscribes; the questions and the organisation's own texts.

pub mod add_reason;
pub mod first;
pub mod links;
pub mod news;
pub mod own_texts;
pub mod questionnaires;
pub mod submit;
pub mod survey;
pub mod unsubscribe;

//! The pages that a respondent opens from a mail, and those on which an administrator changes their texts and publishes their
//! questions.

pub mod empty_forms;
pub mod news;
pub mod own_texts;
pub mod privacy;
pub mod questionnaires;
pub mod survey;
mod texts_preview;
pub mod unsubscribe;

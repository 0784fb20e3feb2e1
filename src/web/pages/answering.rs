//! The pages that a respondent opens from a mail.

pub mod empty_forms;
pub mod privacy;
pub mod survey;
pub mod unsubscribe;

//! What a respondent sees: the form, the thanks, the way out, and what happens to the data.

pub mod privacy;
pub mod questionnaire;
pub mod survey;
pub mod thanks;
pub mod unsubscribe;

//! The respondent's pages: the form, the thanks, unsubscribing, and the privacy notice.

pub mod privacy;
pub mod questionnaire;
pub mod survey;
pub mod thanks;
pub mod unsubscribe;

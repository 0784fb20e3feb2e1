//! The respondent's pages: the form, the thanks, unsubscribing, and the privacy notice; and where the organisation changes
//! their texts.

pub mod news;
pub mod news_mail;
pub mod own_texts;
pub mod privacy;
pub mod questionnaire;
pub mod questionnaires;
pub mod survey;
pub mod thanks;
pub mod unsubscribe;

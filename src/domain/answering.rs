//! What is asked and what is answered: questionnaires, scores, responses; and the organisation's own texts around them.

pub mod form_fields;
pub mod imported;
pub mod news;
pub mod own_texts;
pub mod questionnaire;
pub mod questionnaire_file;
pub mod response;
pub mod score;

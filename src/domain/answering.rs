//! What is asked and what is answered: questionnaires, scores, responses.

pub mod form_fields;
pub mod questionnaire;
pub mod questionnaire_file;
pub mod response;
pub mod score;

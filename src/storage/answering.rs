//! Responses, the attempts that are kept beside them, and the questionnaires that they answer.

pub mod attempts;
pub mod imports;
pub mod questionnaires;
pub mod responses;

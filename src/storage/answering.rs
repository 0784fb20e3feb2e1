//! Responses, attempts that are not counted, imports, and the questionnaires that responses answer.

pub mod attempts;
pub mod imports;
pub mod questionnaires;
pub mod responses;

//! Responses, attempts that are not counted, imports, the questionnaires that responses answer, and the organisation's own texts.

pub mod attempts;
pub mod imports;
pub mod news;
pub mod own_texts;
pub mod questionnaires;
pub mod responses;

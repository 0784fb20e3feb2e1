//! What every operation of the API is made of: its key, its description, its body, its form of answer.

pub mod accept;
pub mod auth;
pub mod description;
pub mod json;
pub mod operation;
pub mod parameters;
pub mod schema;

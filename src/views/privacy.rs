//! What a person asks of personal data: what is held, the request's page, the confirmation and the receipt of an erasure.

pub mod erasure;
mod fields;
pub mod file;
pub mod held;
pub mod requests;
mod values;
mod words;

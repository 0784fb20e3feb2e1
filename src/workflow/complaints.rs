//! Intake of complaints, one by one or as a file.

pub mod by_hand;
pub mod import;
pub mod record_facts;
pub mod register;

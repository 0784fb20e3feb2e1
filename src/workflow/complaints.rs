//! Intake of complaints, one by one or as a file.

pub mod import;
pub mod record_facts;
pub mod register;

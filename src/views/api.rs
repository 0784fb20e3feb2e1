//! The API described for people.

pub mod docs;

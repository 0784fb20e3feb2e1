//! The rows of one person: found, exported, erased, and what is kept of an erasure.
//!
//! The rule: which columns are read and emptied is not said here. It follows from the
//! [`map`](crate::domain::privacy::map).

pub mod erase;
pub mod erasures;
pub mod export;
pub mod hashes;
pub mod person;
pub mod purge;
pub mod restrictions;

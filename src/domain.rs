//! Values and rules of the domain; no I/O, no clock, no randomness.
//!
//! The rule: a value of one of these types is valid. Raw input is parsed into them once, at the boundary, and the code
//! behind it does not check again.

pub mod access;
pub mod answering;
pub mod asking;
pub mod complaints;
pub mod follow_ups;
pub mod ids;
pub mod input;
pub mod insight;
pub mod learning;
pub mod named;
pub mod norms;
pub mod people;
pub mod policy;
pub mod privacy;
pub mod reporting;
pub mod sending;
pub mod time;
pub mod upkeep;

/// A moment, in UTC and to the microsecond (PostgreSQL keeps no more).
pub type Timestamp = chrono::DateTime<chrono::Utc>;

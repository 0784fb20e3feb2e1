//! Values and rules of the loop; no I/O, no clock, no chance.
//!
//! The rule: what exists here is valid. Raw input becomes one of these values once, at the door, and nothing
//! further in has to look again.

pub mod access;
pub mod answering;
pub mod asking;
pub mod complaints;
pub mod follow_ups;
pub mod ids;
pub mod input;
pub mod insight;
pub mod named;
pub mod norms;
pub mod people;
pub mod policy;
pub mod sending;
pub mod time;

/// A moment, in UTC and to the microsecond (PostgreSQL keeps no more).
pub type Timestamp = chrono::DateTime<chrono::Utc>;

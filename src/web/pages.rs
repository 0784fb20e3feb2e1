//! Pages and forms, one module each.
//!
//! The rule: each page module owns its `router()` and sets the size limit of its bodies.

pub mod access;
pub mod answering;
pub mod demo;
pub mod follow_ups;
pub mod insight;
pub mod learning;
pub mod norms;
pub mod policy;
pub mod privacy;
pub mod reporting;
pub mod sending;
pub mod upkeep;

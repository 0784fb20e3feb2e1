//! Pages and forms, a module for each.
//!
//! The rule: each page module owns its `router()` and says how large a body may be.

pub mod access;
pub mod answering;
pub mod demo;
pub mod follow_ups;
pub mod insight;
pub mod norms;
pub mod sending;

//! The demo: a made-up organisation with a plausible history.

pub mod history;
pub mod norm;
pub mod visitor;

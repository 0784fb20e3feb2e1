//! The demo: a made-up organisation with a plausible history.

mod facts;
pub mod history;
pub mod norm;
pub mod quality;
pub mod visitor;

//! The demo: a made-up organisation with a plausible history.

pub mod accounts;
mod cases;
mod facts;
pub mod fill;
pub mod first_norm;
mod handled;
pub mod history;
pub mod learning;
pub mod norm;
mod opinions;
pub mod quality;
pub mod reports;
pub mod visitor;

//! The organisation that asks.

pub mod accent;
pub mod logo;

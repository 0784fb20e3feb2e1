//! Periodic work (the tick), and preparation of the database.

pub mod prepare;
pub mod recount;
pub mod tick;

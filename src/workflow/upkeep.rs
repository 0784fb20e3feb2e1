//! What the program does for itself: the tick, and making a database ready.

pub mod prepare;
pub mod tick;

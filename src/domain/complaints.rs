//! What is known of a complaint, and the segment in which it counts.

pub mod complaint;
pub mod fields;
pub mod segment;

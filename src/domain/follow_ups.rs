//! What is done for a customer who asked for contact.

pub mod follow_up;
pub mod handlers;
pub mod mailed;

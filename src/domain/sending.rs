//! Sending mail: messages, the outcome of each delivery, and what staff see of it.

pub mod attempt;
pub mod delivery;
pub mod message;
pub mod overview;
pub mod return_path;
pub mod staff_mail;
pub mod staff_queue;
pub mod steering;
pub mod story;
pub mod suppression;

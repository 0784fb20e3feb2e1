//! Staff get back to customers who asked for contact.

pub mod handle;

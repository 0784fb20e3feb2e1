//! E-mail: what a message is made of, and how it leaves.

pub mod bounce;
pub mod dkim;
pub mod file;
pub mod message;
pub mod smtp;
pub mod transport;

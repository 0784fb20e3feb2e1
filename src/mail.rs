//! E-mail: what a message is made of, and how it leaves.

pub mod bounce;
pub mod dkim;
pub mod file;
pub mod message;
pub mod send_error;
mod seven_bit;
pub mod smtp;
pub mod transport;

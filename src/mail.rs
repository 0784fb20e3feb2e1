//! E-mail: building messages, sending them and reading bounces.

pub mod bounce;
pub mod dkim;
pub mod file;
pub mod message;
pub mod send_error;
mod seven_bit;
pub mod smtp;
pub mod transport;

//! How settings are described, read and parsed, whatever their section.

pub mod example;
pub mod key;
pub mod nearest;
pub mod sources;

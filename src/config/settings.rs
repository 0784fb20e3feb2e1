//! How settings are described, read and told, whatever their section.
//!
//! The rule: nothing here knows a setting, except [`later`] and [`together`]; a section states its own.

pub mod example;
pub mod key;
pub mod later;
pub mod markdown;
pub mod mistake;
mod nearest;
pub mod parsers;
pub mod reader;
pub mod section;
pub mod setting;
pub mod shown;
pub mod sources;
pub mod together;

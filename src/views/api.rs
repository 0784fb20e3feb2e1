//! The API documentation page.

pub mod docs;

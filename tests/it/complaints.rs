//! Complaints come in.

mod api;
mod import;

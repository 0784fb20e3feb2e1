//! Complaints are registered, over the API and from files.

mod api;
mod import;

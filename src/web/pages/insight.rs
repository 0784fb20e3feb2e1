//! The analyst's pages.

mod asked_view;
mod attachment;
pub mod background;
pub mod compare;
pub mod dashboard;
pub mod downloads;
pub mod imports;
pub mod saved_views;
pub mod signals;
pub mod themes;
pub mod verbatims;
pub mod why;

//! The analyst's pages.

mod asked_view;
pub mod background;
pub mod compare;
pub mod dashboard;
pub mod imports;
pub mod signals;
pub mod themes;
pub mod verbatims;
pub mod why;

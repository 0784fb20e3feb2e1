//! The analyst's pages.

pub mod background;
pub mod compare;
pub mod dashboard;
mod downloads;
pub mod imports;
pub(in crate::views) mod mistakes;
pub mod saved_views;
pub mod signal_mail;
pub mod signals;
pub mod themes;
mod unknown_values;
pub mod verbatim_rows;
pub mod verbatims;
pub mod view;
pub mod why;

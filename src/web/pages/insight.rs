//! The analyst's pages.

pub mod compare;
pub mod dashboard;
pub mod imports;
pub mod signals;
pub mod verbatims;

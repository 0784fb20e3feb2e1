//! Drawing and reviewing the quality of handling (KPI 4).

pub mod draw;
pub mod overview;
pub mod review;

//! Tallies by day and segment, signals, change points, themes, saved views, and the rows that a query selects.

pub mod change_points;
pub mod counts;
pub mod saved_views;
pub(super) mod selection;
pub mod signals;
pub mod tallies;
pub mod themes;

//! Figures: counting, reading, and watching for signals.

pub mod assess_months;
pub mod background;
pub mod control_chart;
pub mod dashboard;
pub mod difference;
pub mod fold_tallies;
pub mod funnel;
pub mod import_responses;
pub(super) mod published;
pub mod responses;
pub mod satisfaction;
pub mod series;
pub mod signals;
pub mod themes;
pub mod verbatims;
pub mod why;

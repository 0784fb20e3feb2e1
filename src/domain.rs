//! Values and rules of the loop; no I/O, no clock, no chance.
//!
//! The rule: what exists here is valid. Raw input becomes one of these values once, at the door, and nothing
//! further in has to look again.

pub mod access;
pub mod assessed;
pub mod backtest;
pub mod breakdown;
pub mod calendar;
pub mod change_point;
pub mod complaint;
pub mod complaint_fields;
pub mod control_series;
pub mod csv_table;
pub mod dashboard_query;
pub mod decimal;
pub mod delivery;
pub mod difference_query;
pub mod dossier;
pub mod drivers;
pub mod email_address;
pub mod evaluation;
pub mod evidence_query;
pub mod fields;
pub mod follow_up;
pub mod form_fields;
pub mod funnel;
pub mod hiding;
pub mod holidays;
pub mod host_name;
pub mod ids;
pub mod invitation;
pub mod kpi;
pub mod language;
pub mod level;
pub mod message;
pub mod named;
pub mod norm;
pub mod norm_fields;
pub mod nps_query;
pub mod nps_series;
pub mod official_verdict;
pub mod period;
pub mod person_name;
pub mod planning;
pub mod questionnaire;
pub mod questionnaire_file;
pub mod rate;
pub mod readiness;
pub mod representation;
pub mod response;
pub mod response_list;
pub mod return_path;
pub mod satisfaction;
pub mod score;
pub mod segment;
pub mod sending;
pub mod sending_window;
pub mod signal;
pub mod signal_event;
pub mod spreadsheet;
pub mod staff_mail;
pub mod story;
pub mod theme;
pub mod timing;
pub mod token;
pub mod verbatim_query;
pub mod windows;
pub mod workbench_query;

/// A moment, in UTC and to the microsecond (PostgreSQL keeps no more).
pub type Timestamp = chrono::DateTime<chrono::Utc>;

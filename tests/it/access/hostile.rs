//! Requests that mean harm or are too many, and forms that were open while things changed.

mod cross_site;
mod open_forms;
mod rate_limits;
mod requests;
mod security_log;

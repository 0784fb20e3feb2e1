//! The program from the operator's side.

mod administration;
mod backup;
mod command_line;
mod connecting;
mod error_pages;
mod listener;
mod migrating;
mod organisations;
mod relocate;
mod rotation;
mod settings;
mod stalled_database;
mod stored_values;
mod telemetry;
mod transactions;
mod upgrade;

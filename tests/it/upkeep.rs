//! The program as an operator meets it.

mod command_line;
mod listener;
mod stalled_database;
mod transactions;

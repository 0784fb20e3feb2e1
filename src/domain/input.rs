//! Input and output formats: the parsers that turn raw text into values, and the CSV files that are exported.

pub mod csv_table;
pub mod decimal;
pub mod fields;
pub mod spreadsheet;

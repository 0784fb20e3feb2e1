//! From raw text to values: the parsers at the door, and the files that leave by it.

pub mod csv_table;
pub mod decimal;
pub mod fields;
pub mod spreadsheet;

//! A list of causes as a file: a column `cause`, one name to a row.
//!
//! The rule: all rows or none, and every fault is told with its line. A name that is there twice is read once.

use crate::domain::input::csv_table::{CsvTable, LineFault, LineMistake};
use crate::domain::input::fields::FieldError;
use crate::domain::learning::causes::parse_name;

/// The only column.
const COLUMN: &str = "cause";

/// Reads the names of a file, in its order.
///
/// # Errors
/// Every fault with its line, in order.
pub fn read_causes(file: &[u8]) -> Result<Vec<String>, Vec<LineMistake>> {
    let table = CsvTable::read(file, |name| name == COLUMN)?;
    let (mut names, mut mistakes): (Vec<String>, _) = (Vec::new(), table.mistakes.clone());
    for (line, row) in &table.rows {
        match parse_name(row.get(0).unwrap_or_default()) {
            Ok(name) if names.contains(&name) => {}
            Ok(name) => names.push(name),
            Err(refusal) => {
                let error = FieldError { field: COLUMN.to_owned(), message: refusal.to_string() };
                mistakes.push(LineMistake::new(*line, LineFault::Fields(vec![error])));
            }
        }
    }
    if names.is_empty() && mistakes.is_empty() {
        mistakes.push(LineMistake::new(1, LineFault::NoRows));
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    if mistakes.is_empty() { Ok(names) } else { Err(mistakes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Result<Vec<String>, Vec<u64>> {
        read_causes(file.as_bytes()).map_err(|mistakes| mistakes.iter().map(|mistake| mistake.line).collect())
    }

    #[test]
    fn names_are_read_once_and_faults_have_their_line() {
        assert_eq!(read("cause\r\nTe traag\r\n\"Fout, maar hersteld\"\r\nTe traag\r\n").unwrap().len(), 2);
        let long = "x".repeat(201);
        assert_eq!(read(&format!("cause\nTraag\na|b\n{long}\n\"a\nb\"\n")).unwrap_err(), [3, 4, 5]);
        assert_eq!(read("cause\n").unwrap_err(), [1]);
        assert_eq!(read("name\nTraag\n").unwrap_err(), [1]);
        assert_eq!(read("").unwrap_err(), [1]);
    }
}

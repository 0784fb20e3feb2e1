//! The notifications of many months as CSV: `month,product,count`, with a header, `product` only where it is needed.
//!
//! The rule: all rows or none. Every fault is told with its line, and a row that is there twice must say the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::input::csv_table::{CsvTable, LineFault, LineMistake};
use crate::domain::input::fields::Fields;
use crate::domain::policy::notifications::{Month, Notifications};

/// The columns, and whether a file must have them.
const COLUMNS: [(&str, bool); 3] = [("month", true), ("product", false), ("count", true)];

/// Reads a file; a row that is repeated is read once.
///
/// # Errors
/// Every fault with its line, in order.
pub fn read_notifications(file: &[u8], today: NaiveDate) -> Result<Vec<Notifications>, Vec<LineMistake>> {
    let table = CsvTable::read(file, |name| COLUMNS.iter().any(|(column, _)| *column == name))?;
    let missing = missing_columns(&table.header);
    if !missing.is_empty() {
        return Err(missing);
    }
    let (mut rows, mut mistakes) = (Vec::new(), table.mistakes.clone());
    // By month and product, the line and the count that were read first.
    let mut known: BTreeMap<(Month, String), (u64, u32)> = BTreeMap::new();
    for (line, row) in &table.rows {
        match Notifications::parse_row(Fields::of_cells(table.cells(row)), today) {
            Ok(told) => {
                let key = (told.month, told.product.clone());
                match known.get(&key).copied() {
                    None => {
                        known.insert(key, (*line, told.count));
                        rows.push(told);
                    }
                    Some((first, count)) if count != told.count => {
                        mistakes.push(LineMistake::new(*line, LineFault::OtherCount(first)));
                    }
                    Some(_) => {}
                }
            }
            Err(errors) => mistakes.push(LineMistake::new(*line, LineFault::Fields(errors))),
        }
    }
    if rows.is_empty() && mistakes.is_empty() {
        mistakes.push(LineMistake::new(1, LineFault::NoRows));
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    if mistakes.is_empty() { Ok(rows) } else { Err(mistakes) }
}

/// Told once, and not again with each row.
fn missing_columns(header: &[String]) -> Vec<LineMistake> {
    let is_missing = |name: &str| !header.iter().any(|column| column == name);
    COLUMNS
        .iter()
        .filter(|(name, is_needed)| *is_needed && is_missing(name))
        .map(|(name, _)| LineMistake::new(1, LineFault::ColumnMissing((*name).to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(file: &str) -> Result<Vec<String>, Vec<u64>> {
        match read_notifications(file.as_bytes(), "2026-04-20".parse().unwrap()) {
            Ok(rows) => {
                Ok(rows.iter().map(|row| format!("{} {} {}", row.month, row.product, row.count)).collect())
            }
            Err(mistakes) => Err(mistakes.into_iter().map(|mistake| mistake.line).collect()),
        }
    }

    #[test]
    fn rows_are_of_a_product_or_of_all_together() {
        let rows =
            read("month;product;count\r\n2026-03;Verkeer;12\r\n2026-03;;40\r\n2026-04;;4294967295\r\n");
        assert_eq!(rows.unwrap(), ["2026-03 Verkeer 12", "2026-03  40", "2026-04  4294967295"]);
        assert_eq!(read("count,month\n7,2026-01\n").unwrap(), ["2026-01  7"], "product is optional");
    }

    #[test]
    fn every_fault_has_its_line() {
        let file = "month,product,count\n2026-01,,5\n2026-02,,-5\n2026-03,,1.5\n2026-05,,5\n2026-13,,5\n\
                    2026-01,,4294967296\n2026-01,,\n,,5\n2026-01\n2026-01,,6\n2026-01,,5\n";
        assert_eq!(read(file).unwrap_err(), [3, 4, 5, 6, 7, 8, 9, 10, 11], "the last says the same again");
        assert_eq!(read("month,product,count\n2026-01,,5\n2026-01,,5\n").unwrap(), ["2026-01  5"]);
        for file in [
            "",
            "\n",
            "month,count\n",
            "month\n2026-01\n",
            "count\n5\n",
            "month,count,colour\n2026-01,5,red\n",
        ] {
            assert_eq!(read(file).unwrap_err(), [1], "{file:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_rows_or_faults(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            has_header in any::<bool>(),
        ) {
            let header: &[u8] = if has_header { b"month,product,count\n" } else { b"" };
            let file = [header, bytes.as_slice()].concat();
            match read_notifications(&file, NaiveDate::default()) {
                Ok(rows) => prop_assert!(!rows.is_empty()),
                Err(mistakes) => prop_assert!(!mistakes.is_empty()),
            }
        }
    }
}

//! A file to begin with: the columns that an import of complaints knows, and a row as an example.
//!
//! The rule: the import takes it as it is.

use crate::domain::complaints::fields::columns;
use crate::domain::input::spreadsheet::{Cell, Sheet};

/// The example row, as far as it is filled in; the other cells are empty.
const EXAMPLE: [(&str, &str); 20] = [
    ("reference", "K-2025-0001"),
    ("status", "closed"),
    ("received_at", "03-11-2025 09:15"),
    ("closed_at", "25-11-2025 14:00"),
    ("contact.email", "klant@example.org"),
    ("contact.name", "M. Jansen"),
    ("contact.phone", "020 123 45 67"),
    ("contact.language", "nl"),
    ("complainant", "customer"),
    ("channel", "web"),
    ("level", "regular"),
    ("product", "Verkeer"),
    ("team", "Noord"),
    ("handler", "h-017"),
    ("outcome", "partly_upheld"),
    ("cause", "lead_time"),
    ("acknowledged_at", "03-11-2025 10:00"),
    ("acknowledged_by", "person"),
    ("remedy", "apology"),
    ("survey.ask", "true"),
];

/// The file.
#[must_use]
pub fn template() -> Sheet {
    let columns: Vec<String> = columns().map(str::to_owned).collect();
    let example = |column: &String| EXAMPLE.iter().find(|(name, _)| name == column).map(|(_, value)| *value);
    let row = columns.iter().map(|column| Cell::from(example(column))).collect();
    Sheet { columns, rows: vec![row] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::complaints::fields::parse;
    use crate::domain::input::csv_table::CsvTable;
    use crate::domain::input::fields::Fields;
    use crate::domain::input::spreadsheet::Dialect;

    #[test]
    fn the_import_takes_the_template_as_it_is() {
        let now = "2026-01-05T12:00:00Z".parse().unwrap();
        for dialect in Dialect::ALL {
            let file = template().to_csv(*dialect);
            let table = CsvTable::read(&file, |name| columns().any(|column| column == name)).unwrap();
            let (_, row) = &table.rows[0];
            let mut fields = Fields::of_row(table.cells(row), chrono_tz::Europe::Amsterdam);
            assert_eq!(fields.take_text("reference").as_deref(), Some("K-2025-0001"));
            parse(fields, now, chrono_tz::Europe::Amsterdam).unwrap();
        }
        let unknown = EXAMPLE.iter().find(|(name, _)| !columns().any(|column| column == *name));
        assert_eq!(unknown, None, "each cell of the example has a column");
    }
}

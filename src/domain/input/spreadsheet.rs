//! Figures as a CSV file (RFC 4180) that a spreadsheet, Python or R reads without adjustment.
//!
//! The rule: no text cell is interpreted as a formula (OWASP, CSV injection), and no number as text.

mod columns;

use chrono::NaiveDate;
use serde_json::{Map, Value};

pub use crate::domain::input::spreadsheet::columns::Columns;
use crate::domain::named::named_enum;

named_enum! {
    /// How a file separates cells and writes numbers.
    pub enum Dialect {
        /// Commas and decimal points, as programs expect.
        Comma = "csv",
        /// Semicolons and decimal commas, with a byte-order mark, as a spreadsheet in Dutch expects.
        Semicolon = "csv-semicolon",
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Nothing,
    Text(String),
    Count(u64),
    Number(f64),
    Day(NaiveDate),
    Flag(bool),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl Cell {
    fn to_json(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Count(count) => (*count).into(),
            Self::Number(number) => (*number).into(),
            Self::Day(day) => day.to_string().into(),
            Self::Flag(flag) => (*flag).into(),
        }
    }

    fn written(&self, dialect: Dialect) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => neutral(text),
            Self::Count(count) => count.to_string(),
            Self::Number(number) if dialect == Dialect::Semicolon => number.to_string().replace('.', ","),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

/// A table: column names, and rows with one cell for each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// The file, with its header.
    #[must_use]
    pub fn to_csv(&self, dialect: Dialect) -> Vec<u8> {
        let start = match dialect {
            Dialect::Comma => Vec::new(),
            Dialect::Semicolon => "\u{feff}".as_bytes().to_vec(),
        };
        let columns: Vec<String> = self.columns.iter().map(|column| neutral(column)).collect();
        self.write(dialect, start, std::iter::once(columns))
    }

    /// The rows without the header, to append to a file.
    #[must_use]
    pub fn rows_to_csv(&self, dialect: Dialect) -> Vec<u8> {
        self.write(dialect, Vec::new(), std::iter::empty())
    }

    /// The table with one column more, which says the same in each row.
    #[must_use]
    pub fn with(mut self, name: &str, cell: impl Into<Cell>) -> Self {
        let cell = cell.into();
        self.columns.push(name.to_owned());
        self.rows.iter_mut().for_each(|row| row.push(cell.clone()));
        self
    }

    /// The rows as JSON, an object each.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let object = |row: &Vec<Cell>| -> Value {
            self.columns.iter().cloned().zip(row.iter().map(Cell::to_json)).collect::<Map<_, _>>().into()
        };
        self.rows.iter().map(object).collect()
    }

    fn write(&self, dialect: Dialect, start: Vec<u8>, head: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
        let delimiter = match dialect {
            Dialect::Comma => b',',
            Dialect::Semicolon => b';',
        };
        let mut builder = csv::WriterBuilder::new();
        let mut writer = builder.delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(start);
        let rows = self.rows.iter().map(|row| row.iter().map(|cell| cell.written(dialect)).collect());
        let written = head.chain(rows).try_for_each(|row: Vec<String>| writer.write_record(row));
        // Writing to memory fails only on rows of unequal length, which is a bug that tests would find.
        written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default()
    }
}

/// Text that a spreadsheet would take for a formula, neutralised by an apostrophe before it.
fn neutral(text: &str) -> String {
    let first = text.trim_start_matches([' ', '\n', '\u{a0}', '"', '\'']).chars().next();
    let is_formula =
        matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\0' | '＝' | '＋' | '－' | '＠'));
    let text = text.replace('\0', "");
    if is_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_follow_the_dialect_and_formulas_are_harmless() {
        let columns = ["team", "nps", "closed"].map(str::to_owned).to_vec();
        let rows = vec![
            vec![Cell::Text("=HYPERLINK(\"x\")".into()), Cell::Number(-3.5), Cell::Count(7)],
            vec![Cell::Text("Noord; \"oud\"".into()), Cell::Nothing, Cell::Count(0)],
        ];
        let sheet = Sheet { columns, rows };
        assert_eq!(
            sheet.to_json()[1],
            serde_json::json!({"team": "Noord; \"oud\"", "nps": null, "closed": 0})
        );
        assert_eq!(
            String::from_utf8(sheet.to_csv(Dialect::Comma)).unwrap(),
            "team,nps,closed\r\n\"'=HYPERLINK(\"\"x\"\")\",-3.5,7\r\n\"Noord; \"\"oud\"\"\",,0\r\n"
        );
        assert_eq!(
            String::from_utf8(sheet.to_csv(Dialect::Semicolon)).unwrap(),
            "\u{feff}team;nps;closed\r\n\"'=HYPERLINK(\"\"x\"\")\";-3,5;7\r\n\"Noord; \"\"oud\"\"\";;0\r\n"
        );
        let wider = String::from_utf8(sheet.with("confidence", 0.9).to_csv(Dialect::Comma)).unwrap();
        assert!(
            wider.starts_with("team,nps,closed,confidence\r\n") && wider.ends_with(",,0,0.9\r\n"),
            "{wider}"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read_again_and_never_begins_a_formula(texts in proptest::collection::vec(".*", 1..6)) {
            let columns = texts.iter().map(|_| "column".to_owned()).collect();
            let row = texts.iter().map(|text| Cell::Text(text.clone())).collect();
            let sheet = Sheet { columns, rows: vec![row] };
            let bytes = sheet.to_csv(Dialect::Comma);
            let read: Vec<csv::StringRecord> =
                csv::ReaderBuilder::new().from_reader(bytes.as_slice()).records().map(Result::unwrap).collect();
            for (text, cell) in texts.iter().zip(read[0].iter()) {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
                let expected = text.replace('\0', "");
                prop_assert_eq!(cell.trim_start_matches('\''), expected.trim_start_matches('\''));
            }
        }
    }
}

//! Figures as a CSV file (RFC 4180) that a spreadsheet, Python or R reads without adjustment.
//!
//! The rule: no text cell is interpreted as a formula (OWASP, CSV injection), and no number as text.

use chrono::NaiveDate;

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

impl Cell {
    /// A text cell; `Nothing` for `None`.
    #[must_use]
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.to_owned()))
    }

    /// A number cell; `Nothing` for `None`.
    #[must_use]
    pub fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }

    /// A count cell; `Nothing` for `None`.
    #[must_use]
    pub fn count(count: Option<u64>) -> Self {
        count.map_or(Self::Nothing, Self::Count)
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
    /// An empty table with these columns.
    #[must_use]
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        Self { columns: columns.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

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
        let mut sheet = Sheet::new(["team", "nps", "closed"]);
        sheet.rows.push(vec![Cell::Text("=HYPERLINK(\"x\")".into()), Cell::Number(-3.5), Cell::Count(7)]);
        sheet.rows.push(vec![Cell::Text("Noord; \"oud\"".into()), Cell::Nothing, Cell::Count(0)]);
        assert_eq!(
            String::from_utf8(sheet.to_csv(Dialect::Comma)).unwrap(),
            "team,nps,closed\r\n\"'=HYPERLINK(\"\"x\"\")\",-3.5,7\r\n\"Noord; \"\"oud\"\"\",,0\r\n"
        );
        assert_eq!(
            String::from_utf8(sheet.to_csv(Dialect::Semicolon)).unwrap(),
            "\u{feff}team;nps;closed\r\n\"'=HYPERLINK(\"\"x\"\")\";-3,5;7\r\n\"Noord; \"\"oud\"\"\";;0\r\n"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read_again_and_never_begins_a_formula(texts in proptest::collection::vec(".*", 1..6)) {
            let mut sheet = Sheet::new(texts.iter().map(|_| "column"));
            sheet.rows.push(texts.iter().map(|text| Cell::Text(text.clone())).collect());
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

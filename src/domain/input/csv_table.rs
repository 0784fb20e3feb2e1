//! Reads CSV files as spreadsheets write them: with or without a byte-order mark, with commas, semicolons (Dutch Excel)
//! or tabs, with any line ends.
//!
//! The rule: nothing is repaired silently. An unclosed quote would make one cell of everything after it, so quotes are
//! checked before anything is parsed.

mod fault;
mod quotes;

use csv::StringRecord;

pub use crate::domain::input::csv_table::fault::{LineFault, LineMistake};
use crate::domain::input::csv_table::quotes::quote_mistake;

/// The rows of a file, by its header.
#[derive(Debug)]
pub struct CsvTable {
    pub header: Vec<String>,
    /// The rows with the right number of cells, each with the number of its first line, counted from 1.
    pub rows: Vec<(u64, StringRecord)>,
    /// What is wrong with the other rows, in order.
    pub mistakes: Vec<LineMistake>,
}

impl CsvTable {
    /// Reads a file whose columns are all known.
    ///
    /// # Errors
    /// The file as a whole is not a table: it has no header, or one with unknown or repeated columns, an unclosed
    /// quote, a NUL character or a header that is not UTF-8. A row that does not fit becomes one of its mistakes.
    pub fn read(bytes: &[u8], is_known: impl Fn(&str) -> bool) -> Result<Self, Vec<LineMistake>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let delimiter = delimiter(bytes);
        let mut lines = Lines { bytes, at: 0, line: 1 };
        if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
            return Err(vec![LineMistake::new(lines.line_of(at), LineFault::Nul)]);
        }
        if let Some((at, fault)) = quote_mistake(bytes, delimiter) {
            return Err(vec![LineMistake::new(lines.line_of(at), fault)]);
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::Headers)
            .from_reader(bytes);
        let mut records = reader.records();
        let header: Vec<String> = match records.next() {
            Some(Ok(record)) => record.iter().map(|name| name.trim().to_owned()).collect(),
            Some(Err(error)) => return Err(vec![unreadable(&error, &mut lines)]),
            None => Vec::new(),
        };
        let wrong = header_mistakes(&header, is_known);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut table = Self { header, rows: Vec::new(), mistakes: Vec::new() };
        for record in records {
            match record {
                Ok(record) => table.add(lines.line_at(record.position()), record),
                Err(error) => table.mistakes.push(unreadable(&error, &mut lines)),
            }
        }
        Ok(table)
    }

    fn add(&mut self, line: u64, record: StringRecord) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if record.len() == self.header.len() {
            self.rows.push((line, record));
            return;
        }
        let fault = LineFault::Cells { has: record.len(), needs: self.header.len() };
        self.mistakes.push(LineMistake::new(line, fault));
    }

    /// The cells of a row, each with the name of its column.
    pub fn cells<'a>(&'a self, record: &'a StringRecord) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.header.iter().map(String::as_str).zip(record)
    }
}

/// Counts lines as people do. The reader's own count is one behind after a Windows line end, since it leaves the second
/// half of it to the next record.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first character at or after a position; positions must not decrease.
    fn line_at(&mut self, position: Option<&csv::Position>) -> u64 {
        let from = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        while let Some(byte) = self.bytes.get(self.at) {
            let is_end = *byte == b'\n' || (*byte == b'\r' && self.bytes.get(self.at + 1) != Some(&b'\n'));
            if self.at >= from && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(is_end);
            self.at += 1;
        }
        self.line
    }
}

impl Lines<'_> {
    /// The line of the character at a byte offset.
    fn line_of(&self, at: usize) -> u64 {
        let before = self.bytes.get(..at).unwrap_or_default();
        let ends = before.iter().enumerate().filter(|(index, byte)| {
            **byte == b'\n' || (**byte == b'\r' && self.bytes.get(index + 1) != Some(&b'\n'))
        });
        1 + ends.count() as u64
    }
}

/// The delimiter that occurs most often in the header: semicolon, tab or comma.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |wanted: u8| header.iter().filter(|byte| **byte == wanted).count();
    *b",;\t".iter().rev().max_by_key(|wanted| count(**wanted)).unwrap_or(&b',')
}

fn header_mistakes(header: &[String], is_known: impl Fn(&str) -> bool) -> Vec<LineMistake> {
    let mut mistakes = Vec::new();
    if header.is_empty() {
        mistakes.push(LineMistake::new(1, LineFault::Empty));
    }
    for (index, name) in header.iter().enumerate() {
        if !is_known(name) {
            mistakes.push(LineMistake::new(1, LineFault::UnknownColumn(name.clone())));
        } else if header.iter().take(index).any(|other| other == name) {
            mistakes.push(LineMistake::new(1, LineFault::ColumnTwice(name.clone())));
        }
    }
    mistakes
}

fn unreadable(error: &csv::Error, lines: &mut Lines<'_>) -> LineMistake {
    let line = lines.line_at(error.position());
    let fault = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => LineFault::NotUtf8,
        _ => LineFault::Unreadable(error.to_string()),
    };
    LineMistake::new(line, fault)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(name: &str) -> bool {
        ["reference", "status", "contact.name"].contains(&name)
    }

    #[test]
    fn a_file_from_dutch_excel_is_read() {
        let file = "\u{feff}reference;status\r\nK-1;open\r\n\"K;2\";closed\r\n;\r\n";
        let table = CsvTable::read(file.as_bytes(), known).unwrap();
        assert_eq!(table.header, ["reference", "status"]);
        let rows: Vec<(u64, Vec<&str>)> =
            table.rows.iter().map(|(line, row)| (*line, row.iter().collect())).collect();
        assert_eq!(rows, [(2, vec!["K-1", "open"]), (3, vec!["K;2", "closed"])]);
    }

    #[test]
    fn every_bad_line_is_named() {
        let lines =
            |mistakes: &[LineMistake]| mistakes.iter().map(|mistake| mistake.line).collect::<Vec<_>>();
        let wrong =
            CsvTable::read(b"reference,colour,status,status\nK-1,red,open,open\n", known).unwrap_err();
        assert_eq!(lines(&wrong), [1, 1]);
        let file = b"reference,status\nK-1,open\nK-2\nK-\xff,open\nK-3,open,x\nK-4,open\n";
        let table = CsvTable::read(file, known).unwrap();
        assert_eq!(lines(&table.mistakes), [3, 4, 5]);
        assert_eq!(table.rows.len(), 2, "the others are looked at all the same");
    }

    /// A broken file is not repaired.
    #[test]
    fn a_file_that_is_broken_names_the_line() {
        for (file, line, words) in [
            (&b"reference,status\nK-1,open\nK-2,\"open\nK-3,open\n"[..], 3, "never closed"),
            (b"reference,status\r\nK-1,\"open\r\n", 2, "never closed"),
            (b"reference,status\nK-1,\"open\"x\n", 2, "closing quote"),
            (b"reference,status\nK-1,op\0en\n", 2, "NUL"),
            (b"\xff\xfer\0e\0f\0", 1, "NUL"),
            (b"ref\xe9rence,status\nK-1,open\n", 1, "UTF-8"),
            (b"\"reference,status\nK-1,open\n", 1, "never closed"),
        ] {
            let wrong = CsvTable::read(file, known).unwrap_err();
            assert_eq!(wrong.len(), 1, "{wrong:?}");
            assert!(wrong[0].line == line && wrong[0].to_string().contains(words), "{wrong:?}");
        }
    }

    #[test]
    fn an_empty_file_is_a_mistake() {
        assert_eq!(CsvTable::read(b"", known).unwrap_err().len(), 1);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_mistakes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(table) = CsvTable::read(&bytes, |_| true) {
                prop_assert!(table.rows.iter().all(|(_, row)| row.len() == table.header.len()));
            }
        }
    }
}

//! A CSV file as people make them: with or without a byte-order mark, with commas or (Dutch Excel) semicolons, with
//! any line ends.

use csv::StringRecord;

/// Rows under a header.
#[derive(Debug)]
pub struct CsvTable {
    pub header: Vec<String>,
    /// Each with the number of the line that it begins on, counted from 1.
    pub rows: Vec<(u64, StringRecord)>,
}

/// What is wrong with a line of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct LineMistake {
    pub line: u64,
    pub message: String,
}

impl CsvTable {
    /// Reads a file whose columns are all among the known ones.
    ///
    /// # Errors
    /// Every line that is no CSV or no UTF-8 text, has another number of cells than the header, and every column
    /// that is unknown or there twice.
    pub fn read(bytes: &[u8], is_known: impl Fn(&str) -> bool) -> Result<Self, Vec<LineMistake>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(bytes))
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::Headers)
            .from_reader(bytes);
        let mut mistakes = Vec::new();
        let mut rows = Vec::new();
        let mut lines = Lines { bytes, at: 0, line: 1 };
        for record in reader.records() {
            match record {
                Ok(record) => rows.push((lines.line_at(record.position()), record)),
                Err(error) => mistakes.push(unreadable(&error, &mut lines)),
            }
        }
        let mut rows = rows.into_iter();
        let header: Vec<String> = match rows.next() {
            Some((_, record)) => record.iter().map(|name| name.trim().to_owned()).collect(),
            None => Vec::new(),
        };
        mistakes.extend(header_mistakes(&header, is_known));
        let is_blank = |record: &StringRecord| record.iter().all(|cell| cell.trim().is_empty());
        let rows: Vec<_> = rows.filter(|(_, record)| !is_blank(record)).collect();
        for (line, record) in rows.iter().filter(|(_, record)| record.len() != header.len()) {
            let message = format!("has {} cells where the header has {}", record.len(), header.len());
            mistakes.push(LineMistake { line: *line, message });
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        if mistakes.is_empty() { Ok(Self { header, rows }) } else { Err(mistakes) }
    }

    /// The cells of a row with the names of their columns.
    pub fn cells<'a>(&'a self, record: &'a StringRecord) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.header.iter().map(String::as_str).zip(record)
    }
}

/// Counts lines as people see them. The reader's own count is one behind after a Windows line end, since it leaves
/// the second half of it to the next record.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line on which the first character at or after a position stands; positions only go forward.
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

/// Whichever of semicolon, tab and comma the header has most of.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |wanted: u8| header.iter().filter(|byte| **byte == wanted).count();
    *b",;\t".iter().rev().max_by_key(|wanted| count(**wanted)).unwrap_or(&b',')
}

fn header_mistakes(header: &[String], is_known: impl Fn(&str) -> bool) -> Vec<LineMistake> {
    let mut mistakes = Vec::new();
    if header.is_empty() {
        mistakes.push(LineMistake {
            line: 1,
            message: "the file is empty; its first line must name the columns".into(),
        });
    }
    for (index, name) in header.iter().enumerate() {
        if !is_known(name) {
            mistakes.push(LineMistake { line: 1, message: format!("the column `{name}` is not known") });
        } else if header.iter().take(index).any(|other| other == name) {
            mistakes.push(LineMistake { line: 1, message: format!("the column `{name}` is there twice") });
        }
    }
    mistakes
}

fn unreadable(error: &csv::Error, lines: &mut Lines<'_>) -> LineMistake {
    let line = lines.line_at(error.position());
    let message = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "is not UTF-8 text; save the file as CSV UTF-8".to_owned(),
        _ => error.to_string(),
    };
    LineMistake { line, message }
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
        let file = b"reference,colour,status,status\nK-1,red,open,open\nK-2,open\nK-\xff,red,open,open\n";
        let mistakes = CsvTable::read(file, known).unwrap_err();
        let lines: Vec<u64> = mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [1, 1, 3, 4]);
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

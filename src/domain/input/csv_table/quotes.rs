//! Quotes in a CSV file (RFC 4180, 2.5 to 2.7): a quoted cell ends with its quote, and a quote within it is doubled.

use crate::domain::input::csv_table::fault::LineFault;

/// The state of the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the beginning of a cell.
    Begin,
    /// In an unquoted cell, in which a quote is an ordinary character.
    Plain,
    /// In a quoted cell that began at this byte.
    Quoted(usize),
    /// After a quote within such a cell: the cell has ended, or the next quote doubles it.
    Behind(usize),
}

/// The first misplaced quote, and what is wrong there; `None` in a valid file.
pub fn quote_mistake(bytes: &[u8], delimiter: u8) -> Option<(usize, LineFault)> {
    let mut place = Place::Begin;
    for (at, byte) in bytes.iter().copied().enumerate() {
        let ends_cell = byte == delimiter || matches!(byte, b'\n' | b'\r');
        place = match place {
            Place::Begin if byte == b'"' => Place::Quoted(at),
            Place::Quoted(from) if byte == b'"' => Place::Behind(from),
            Place::Quoted(from) => Place::Quoted(from),
            Place::Behind(from) if byte == b'"' => Place::Quoted(from),
            Place::Behind(from) if !ends_cell => {
                return Some((from, LineFault::BehindQuote));
            }
            _ if ends_cell => Place::Begin,
            _ => Place::Plain,
        };
    }
    match place {
        Place::Quoted(from) => Some((from, LineFault::NeverClosed)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mistake(text: &str) -> Option<usize> {
        quote_mistake(text.as_bytes(), b',').map(|(at, _)| at)
    }

    #[test]
    fn sound_quotes_are_let_through() {
        for text in [
            "",
            "a,b\n",
            "a,\"b\"\n",
            "a,\"b \"\"c\"\" d\"\n",
            "\"a\nb\",c",
            "\"\"",
            "5\" pipe,x\n",
            "a \"b\",c",
            "\"a\"\r\nb",
        ] {
            assert_eq!(mistake(text), None, "{text}");
        }
    }

    #[test]
    fn a_quote_that_does_not_fit_is_found_where_its_cell_begins() {
        for (text, at) in [
            ("a,\"b\nc,d\n", 2),
            ("\"", 0),
            ("\"a\"\"", 0),
            ("\"abc\"def", 0),
            ("x,\"a\" ,b", 2),
            ("a,\"b\"\"\"c", 2),
        ] {
            assert_eq!(mistake(text), Some(at), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_at_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = quote_mistake(&bytes, b';');
        }

        #[test]
        fn what_the_library_writes_is_sound(cells in proptest::collection::vec(proptest::collection::vec(".{0,8}", 2), 1..5)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &cells {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            prop_assert_eq!(quote_mistake(&bytes, b','), None);
        }
    }
}

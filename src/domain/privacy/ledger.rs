//! The ledger of erasures: a line for each, in a file that no restore overwrites.
//!
//! The rule: a line names no one. It holds the moment and the keyed hash of the address, the same hash that the database keeps of an
//! address, so that a restored database can be searched for it also where it holds the hash alone; and the mark of the key that made
//! it, so that it is known when that key is missing. Lines of one moment that different keys made are one erasure.

use chrono::SecondsFormat;
use data_encoding::HEXLOWER;

use crate::domain::Timestamp;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::time::calendar::parse_moment;

/// An erasure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerEntry {
    pub address_hash: Vec<u8>,
    /// When it was erased: what came later is not meant.
    pub at: Timestamp,
}

/// An erasure as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    pub entry: LedgerEntry,
    /// The key that made the hash; `None` in a line that does not say.
    pub key: Option<KeyMark>,
}

impl LedgerLine {
    /// The line in the file, without its end.
    #[must_use]
    pub fn text(&self) -> String {
        let at = self.entry.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let hash = HEXLOWER.encode(&self.entry.address_hash);
        let key = self.key.map(|key| format!(" {key}")).unwrap_or_default();
        format!("{at} {hash}{key}")
    }
}

/// The lines of a ledger that cannot be read, numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {0} is none of an erasure: put back a copy of the file, or take out that line alone")]
pub struct NoLedgerLine(pub usize);

/// Reads a ledger. A last line that was cut off while it was written is left out: its erasure was never committed.
///
/// # Errors
/// The first line that is whole and none of a ledger.
pub fn read(text: &str) -> Result<Vec<LedgerLine>, NoLedgerLine> {
    let mut lines = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let Some(whole) = line.strip_suffix('\n') else { break };
        if !whole.trim().is_empty() {
            lines.push(line_of(whole).ok_or(NoLedgerLine(index + 1))?);
        }
    }
    Ok(lines)
}

fn line_of(text: &str) -> Option<LedgerLine> {
    const OF_HASH: usize = 32;
    let mut words = text.split_whitespace();
    let at = parse_moment(words.next()?)?;
    let hash = HEXLOWER.decode(words.next()?.as_bytes()).ok();
    let address_hash = hash.filter(|hash| hash.len() == OF_HASH)?;
    let key = match words.next() {
        Some(mark) => Some(mark.parse().ok()?),
        None => None,
    };
    words.next().is_none().then_some(LedgerLine { entry: LedgerEntry { address_hash, at }, key })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_a_line_that_was_cut_off_is_not() {
        let at = parse_moment("2026-03-20T14:00:00Z").unwrap();
        let entry = LedgerEntry { address_hash: vec![7; 32], at };
        let of_a_key = LedgerLine { entry: entry.clone(), key: Some(KeyMark([0, 171, 16, 255])) };
        let of_any = LedgerLine { entry, key: None };
        let (first, second) = (of_a_key.text(), of_any.text());
        assert!(first.ends_with(" 00ab10ff"), "{first}");
        let text = format!("{first}\n{second}\n2026-03-20T14:00:00.000000Z 0707");
        assert_eq!(read(&text), Ok(vec![of_a_key, of_any]));
        assert_eq!(read("half a line"), Ok(Vec::new()));
        for wrong in ["nonsense".to_owned(), format!("{first} more"), format!("{second} 00ab")] {
            assert_eq!(read(&format!("{first}\n{wrong}\n")), Err(NoLedgerLine(2)), "{wrong}");
        }
    }
}

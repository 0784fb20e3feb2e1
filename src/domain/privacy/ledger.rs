//! The ledger of erasures: a line for each, in a file that no restore overwrites.
//!
//! The rule: a line names no one. It holds the moment and the keyed hash of the address, the same hash that the database keeps of an
//! address, so that a restored database can be searched for it also where it holds the hash alone.

use chrono::SecondsFormat;
use data_encoding::HEXLOWER;

use crate::domain::Timestamp;
use crate::domain::time::calendar::parse_moment;

/// An erasure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerEntry {
    pub address_hash: Vec<u8>,
    /// When it was erased: what came later is not meant.
    pub at: Timestamp,
}

impl LedgerEntry {
    /// The line in the file.
    #[must_use]
    pub fn line(&self) -> String {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        format!("{at} {}", HEXLOWER.encode(&self.address_hash))
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
pub fn read(text: &str) -> Result<Vec<LedgerEntry>, NoLedgerLine> {
    let mut entries = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let Some(whole) = line.strip_suffix('\n') else { break };
        if !whole.trim().is_empty() {
            entries.push(entry(whole).ok_or(NoLedgerLine(index + 1))?);
        }
    }
    Ok(entries)
}

fn entry(line: &str) -> Option<LedgerEntry> {
    const OF_HASH: usize = 32;
    let (at, hash) = line.trim().split_once(' ')?;
    let address_hash = HEXLOWER.decode(hash.as_bytes()).ok().filter(|hash| hash.len() == OF_HASH)?;
    Some(LedgerEntry { address_hash, at: parse_moment(at)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_a_line_that_was_cut_off_is_not() {
        let at = parse_moment("2026-03-20T14:00:00Z").unwrap();
        let entry = LedgerEntry { address_hash: vec![7; 32], at };
        let (first, second) = (entry.line(), entry.line());
        let text = format!("{first}\n{second}\n2026-03-20T14:00:00.000000Z 0707");
        assert_eq!(read(&text), Ok(vec![entry.clone(), entry]));
        assert_eq!(read("half a line"), Ok(Vec::new()));
        assert_eq!(read(&format!("{first}\nnonsense\n")), Err(NoLedgerLine(2)));
    }
}

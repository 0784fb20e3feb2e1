//! The file of the ledger, beside the secret file: neither lies in the database, and a restore of the database overwrites neither.
//!
//! The rule: a line is on the disk before the erasure is committed. A line too many erases what was to be erased; one that is
//! missing would bring a person back. It lies beside the file of the present key; what lies beside the file of an earlier key is
//! taken over, so that it may go with that key. Of several processes that write at once none loses the line of another.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::domain::privacy::ledger::{self, LedgerEntry, LedgerLine};
use crate::workflow::privacy::PrivacyError;

/// Where the ledger of this installation lies.
pub(super) fn path(config: &Config) -> PathBuf {
    beside(&config.secret.file)
}

/// Where the ledger beside a key file lies.
pub(super) fn beside(key_file: &Path) -> PathBuf {
    let mut path = key_file.as_os_str().to_owned();
    path.push(".erasures");
    path.into()
}

/// Reads the ledgers beside all key files, by erasure; the one beside the present key then has every line.
pub(super) fn read_all(config: &Config) -> Result<BTreeMap<LedgerEntry, LedgerLine>, PrivacyError> {
    let present = path(config);
    let by_erasure = |lines: Vec<LedgerLine>| lines.into_iter().map(|line| (line.entry.clone(), line));
    let mut known: BTreeMap<LedgerEntry, LedgerLine> = by_erasure(read(&present)?).collect();
    for other in config.secret.files().map(beside).filter(|other| *other != present) {
        let mut lines: BTreeMap<LedgerEntry, LedgerLine> = by_erasure(read(&other)?).collect();
        lines.retain(|entry, _| !known.contains_key(entry));
        if !lines.is_empty() {
            append(&present, &lines.values().cloned().collect::<Vec<_>>())?;
        }
        known.append(&mut lines);
    }
    Ok(known)
}

/// Reads one; empty where there is none yet.
pub(super) fn read(path: &Path) -> Result<Vec<LedgerLine>, PrivacyError> {
    match std::fs::read_to_string(path) {
        Ok(text) => ledger::read(&text).map_err(|error| unusable(path, &error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(unusable(path, &error)),
    }
}

/// Reads one that has to be there, since it was named.
pub(super) fn read_given(path: &Path) -> Result<Vec<LedgerLine>, PrivacyError> {
    std::fs::metadata(path).map_err(|error| unusable(path, &error))?;
    read(path)
}

/// Appends lines and waits until they are on the disk.
pub(super) fn append(path: &Path, lines: &[LedgerLine]) -> Result<(), PrivacyError> {
    write(path, lines).map_err(|error| unusable(path, &error))
}

fn write(path: &Path, lines: &[LedgerLine]) -> std::io::Result<()> {
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    // Held until the file is closed: a line that another process adds meanwhile would be cut off with what is not whole.
    file.lock()?;
    let mut before = Vec::new();
    file.read_to_end(&mut before)?;
    // A line that was cut off while it was written is of an erasure that was never committed.
    let whole = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
    file.set_len(whole as u64)?;
    file.seek(SeekFrom::End(0))?;
    let text: String = lines.iter().map(|line| line.text() + "\n").collect();
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    // A first line is lost with the name of its file if only the file is on the disk.
    if whole == 0 { sync_folder_of(path) } else { Ok(()) }
}

fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn unusable(path: &Path, reason: &dyn std::fmt::Display) -> PrivacyError {
    PrivacyError::Ledger { path: path.display().to_string(), reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::calendar::parse_moment;

    #[test]
    fn lines_are_added_behind_those_that_are_whole() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("key.erasures");
        assert_eq!(read(&path).unwrap(), []);
        let entry = |hash| LedgerLine {
            entry: LedgerEntry {
                address_hash: vec![hash; 32],
                at: parse_moment("2026-03-20T14:00:00Z").unwrap(),
            },
            key: None,
        };
        append(&path, &[entry(1)]).unwrap();
        std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"2026-03-2").unwrap();
        append(&path, &[entry(2), entry(3)]).unwrap();
        assert_eq!(read(&path).unwrap(), [entry(1), entry(2), entry(3)]);
    }

    #[test]
    fn of_many_who_write_at_once_none_loses_a_line() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("key.erasures");
        let at = parse_moment("2026-03-20T14:00:00Z").unwrap();
        std::thread::scope(|scope| {
            for hash in 0..8 {
                let path = &path;
                scope.spawn(move || {
                    for _ in 0..50 {
                        let entry = LedgerEntry { address_hash: vec![hash; 32], at };
                        append(path, &[LedgerLine { entry, key: None }]).unwrap();
                    }
                });
            }
        });
        assert_eq!(read(&path).unwrap().len(), 8 * 50);
    }

    #[test]
    fn a_ledger_that_is_none_is_named_with_its_line() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("key.erasures");
        std::fs::write(&path, "nonsense\n").unwrap();
        assert!(read(&path).unwrap_err().to_string().contains("line 1"));
    }
}

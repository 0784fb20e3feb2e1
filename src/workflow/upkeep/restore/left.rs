//! The folder in which a restore to PostgreSQL puts the dump, and what killed restores left of theirs: everything that a backup
//! holds.
//!
//! The rule: a folder in use is left alone, however long it takes. Its process holds a lock, which ends with the process; a folder
//! without a dump is of a restore that begins, until it is a day old.

use std::fs::DirEntry;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::workflow::upkeep::workspace::Workspace;

/// How the name of such a folder begins; sixteen hexadecimal digits follow.
const FOLDER: &str = "naklank-restore-";
const DIGITS: usize = 16;
/// Longer than it takes to begin.
const LONGEST_BEGINNING: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder for the dump of a restore that begins, in a folder for temporary files from which what killed ones left is removed.
#[must_use]
pub fn scratch_in(parent: &Path, id: [u8; DIGITS / 2]) -> PathBuf {
    remove_left(parent);
    parent.join(format!("{FOLDER}{:016x}", u64::from_be_bytes(id)))
}

/// Removes what killed restores of this user left in a folder for temporary files.
pub fn remove_left(parent: &Path) {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    for path in entries.filter(is_ours).map(|entry| entry.path()) {
        if let Some(left) = Workspace::of_the_dead(&path, LONGEST_BEGINNING) {
            drop(left);
            tracing::warn!(path = %path.display(), "removed what a killed restore left");
        }
    }
}

/// Everyone can make a folder of this name in a folder for temporary files.
fn is_ours(entry: &DirEntry) -> bool {
    let is_named = |name: &str| {
        let id = name.strip_prefix(FOLDER).unwrap_or_default();
        id.len() == DIGITS && id.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    let ours = rustix::process::geteuid().as_raw();
    entry.file_name().to_str().is_some_and(is_named)
        && entry.path().symlink_metadata().is_ok_and(|found| found.is_dir() && found.uid() == ours)
}

//! The files that hold keys: reading, checking and making them.
//!
//! The rule: a key is read only from a file of 32 bytes that its owner alone can read. A new one appears whole or not at all, and
//! replaces no file.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::domain::access::token::SecretKey;
use crate::domain::time::calendar::parse_day;

/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum MakeKeyError {
    #[error("{0} exists already: use the key in it, or remove it if it was never used")]
    Exists(String),
    #[error("the key file {path} could not be written: {error}")]
    Unwritable { path: String, error: std::io::Error },
}

/// Reads the key of a file.
///
/// # Errors
/// What is wrong with the file, and what to do.
pub fn read_key(path: &Path) -> Result<SecretKey, String> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            "it does not exist; put it back from the backup, or take it out of the configuration".to_owned()
        }
        _ => error.to_string(),
    })?;
    key_in(path, &bytes)
}

/// The key in the bytes of a file.
///
/// # Errors
/// Everything that is wrong with the file, and what to do.
pub fn key_in(path: &Path, bytes: &[u8]) -> Result<SecretKey, String> {
    let key =
        <[u8; KEY_BYTES]>::try_from(bytes).map_err(|_| format!("it must hold exactly {KEY_BYTES} bytes"));
    match (key, refuse_readable_by_others(path)) {
        (Ok(key), Ok(())) => Ok(SecretKey::new(key)),
        (key, mode) => Err([key.err(), mode.err()].into_iter().flatten().collect::<Vec<_>>().join("; ")),
    }
}

/// Reads the keys of several files. A key that stands in two of them is named twice by mistake, so that another is missing.
///
/// # Errors
/// What is wrong, by file.
pub fn read_other_keys(
    current: (&Path, Option<&SecretKey>),
    others: &[PathBuf],
) -> Result<Vec<SecretKey>, Vec<(PathBuf, String)>> {
    let (mut keys, mut wrong) = (Vec::<SecretKey>::new(), Vec::new());
    let mut known: Vec<(&Path, String)> =
        current.1.map(|key| (current.0, key.fingerprint())).into_iter().collect();
    for path in others {
        let key = match read_key(path) {
            Ok(key) => key,
            Err(reason) => {
                wrong.push((path.clone(), reason));
                continue;
            }
        };
        let fingerprint = key.fingerprint();
        if let Some((same, _)) = known.iter().find(|(_, known)| *known == fingerprint) {
            let reason = format!("it holds the same key as {}; name each key once", same.display());
            wrong.push((path.clone(), reason));
            continue;
        }
        known.push((path.as_path(), fingerprint));
        keys.push(key);
    }
    if wrong.is_empty() { Ok(keys) } else { Err(wrong) }
}

/// A key that other users of the machine can read is not secret.
///
/// # Errors
/// Others can read it, and what to type.
pub fn refuse_readable_by_others(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).map_err(|error| error.to_string())?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(format!("others on this machine can read it (mode {:o}); type: chmod 600 {path}", mode & 0o777))
}

/// Where the next key goes: beside the present file, with the day in its name.
#[must_use]
pub fn path_beside(present: &Path, day: NaiveDate) -> PathBuf {
    let stem = present.file_stem().unwrap_or_default().to_string_lossy();
    // The name of a key that was made in the same way ends in a day, which the new one replaces.
    let name = stem
        .char_indices()
        .rev()
        .nth(DAY - 1)
        .and_then(|(at, _)| stem.split_at_checked(at))
        .filter(|(_, day)| parse_day(day).is_some())
        .and_then(|(name, _)| name.strip_suffix('-'))
        .unwrap_or(&stem);
    let mut file = format!("{name}-{day}");
    if let Some(extension) = present.extension() {
        file = format!("{file}.{}", extension.to_string_lossy());
    }
    present.with_file_name(file)
}

/// Characters of a day.
const DAY: usize = 10;

/// Writes a new key beside the present one.
///
/// # Errors
/// See [`MakeKeyError`]; then there is no new file.
pub fn make_key(present: &Path, day: NaiveDate, key: &[u8; KEY_BYTES]) -> Result<PathBuf, MakeKeyError> {
    let path = path_beside(present, day);
    let mut unfinished = path.clone().into_os_string();
    unfinished.push(".new");
    let unfinished = PathBuf::from(unfinished);
    let written = write_whole(&unfinished, key).and_then(|()| std::fs::hard_link(&unfinished, &path));
    // Also after a failure: nothing half written stays.
    let _ = std::fs::remove_file(&unfinished);
    let named = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => MakeKeyError::Exists(path.display().to_string()),
        _ => MakeKeyError::Unwritable { path: path.display().to_string(), error },
    };
    written.and_then(|()| sync_folder(&path)).map_err(named)?;
    Ok(path)
}

fn write_whole(path: &Path, key: &[u8; KEY_BYTES]) -> std::io::Result<()> {
    let mut file =
        std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(key)?;
    file.sync_all()
}

/// Makes the name of a new file last through a loss of power.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 20).unwrap()
    }

    #[test]
    fn a_new_key_stands_beside_the_present_one_with_the_day_in_its_name() {
        for (present, beside) in [
            ("data/naklank.key", "data/naklank-2026-03-20.key"),
            ("/etc/naklank/naklank-2025-12-31.key", "/etc/naklank/naklank-2026-03-20.key"),
            ("key", "key-2026-03-20"),
            ("data/naklank-2025-13-31.key", "data/naklank-2025-13-31-2026-03-20.key"),
            ("2025-12-31.key", "2025-12-31-2026-03-20.key"),
            ("sleutel-ü.key", "sleutel-ü-2026-03-20.key"),
        ] {
            assert_eq!(path_beside(Path::new(present), day()), Path::new(beside), "{present}");
        }
    }

    #[test]
    fn a_new_key_is_for_its_owner_alone_and_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let present = folder.path().join("naklank.key");
        let made = make_key(&present, day(), &[7; 32]).unwrap();
        assert_eq!(std::fs::metadata(&made).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(read_key(&made).unwrap().fingerprint(), SecretKey::new([7; 32]).fingerprint());
        assert!(matches!(make_key(&present, day(), &[8; 32]), Err(MakeKeyError::Exists(_))));
        assert_eq!(std::fs::read(&made).unwrap(), [7; 32]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn a_file_that_is_no_key_is_told_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8], mode: u32| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            path
        };
        let good = write("good", &[1; 32], 0o600);
        let others = [
            good.clone(),
            folder.path().join("missing"),
            write("short", &[1; 31], 0o600),
            write("open", &[2; 32], 0o644),
            write("copy", &[1; 32], 0o400),
            write("both", &[3; 31], 0o644),
        ];
        let current = SecretKey::new([9; 32]);
        let wrong = read_other_keys((Path::new("current"), Some(&current)), &others).unwrap_err();
        let reasons: Vec<&str> = wrong.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(wrong.len(), 5, "{reasons:?}");
        assert!(reasons[0].contains("put it back from the backup"));
        assert!(reasons[1].contains("32 bytes") && reasons[2].contains("chmod 600"));
        assert!(reasons[3].contains("the same key as") && reasons[3].contains("good"));
        assert!(reasons[4].contains("32 bytes") && reasons[4].contains("chmod 600"), "both at once");
        assert_eq!(read_other_keys((Path::new("current"), Some(&current)), &[good]).unwrap().len(), 1);
    }
}

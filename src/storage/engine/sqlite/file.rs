//! The file of a SQLite database, before it is opened.
//!
//! The rule: only its owner can read it, and it is created only where that is intended. A mistyped path must not become
//! an empty database.

use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use crate::storage::{Result, StorageError};

/// The folder that is created for the database and its key, in the working directory.
const FOLDER: &str = "data";

/// What to do if the database file does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is created, and the folder `data` for it; any other missing folder is an error, since it is more often a
    /// mistyped path.
    Made,
    Refused,
}

/// Checks that the path is a file, or that a file can be created there.
pub fn check(path: &Path) -> Result<()> {
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => Err(unusable(path, ErrorKind::IsADirectory.into())),
        Err(error) if error.kind() == ErrorKind::NotFound => folder_to_make(path).map(|_| ()),
        Err(error) => Err(unusable(path, error)),
        Ok(_) => Ok(()),
    }
}

/// Makes sure that the file exists.
pub fn prepare(path: &Path, missing: Missing) -> Result<()> {
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => Err(unusable(path, ErrorKind::IsADirectory.into())),
        Ok(metadata) => {
            if metadata.permissions().mode() & 0o077 != 0 {
                let path = path.display();
                tracing::warn!(%path, "others on this machine can read the database; chmod 600 it");
            }
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::NotFound && missing == Missing::Made => make(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(StorageError::NoDatabase(told(path))),
        Err(error) => Err(unusable(path, error)),
    }
}

fn make(path: &Path) -> Result<()> {
    if let Some(folder) = folder_to_make(path)? {
        DirBuilder::new().mode(0o700).create(folder).map_err(|error| unusable(path, error))?;
    }
    // SQLite gives its other files the mode of this one.
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(unusable(path, error)),
        _ => Ok(()),
    }
}

/// The folder that must be created first, if any.
fn folder_to_make(path: &Path) -> Result<Option<&Path>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.exists()) {
        Some(folder) if folder != Path::new(FOLDER) => Err(StorageError::NoFolder(told(folder))),
        missing => Ok(missing),
    }
}

/// A path in a message; of a relative one also where it starts.
fn told(path: &Path) -> String {
    let start = std::env::current_dir().ok().filter(|_| path.is_relative());
    match start {
        Some(start) => format!("{} (it starts in the working directory {})", path.display(), start.display()),
        None => path.display().to_string(),
    }
}

fn unusable(path: &Path, error: std::io::Error) -> StorageError {
    let folder = path.parent().unwrap_or(path);
    StorageError::Folder { folder: folder.display().to_string(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_made_only_in_a_folder_that_is_there_and_for_its_owner_alone() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a.db");
        assert!(matches!(prepare(&path, Missing::Refused), Err(StorageError::NoDatabase(_))));
        assert!(!path.exists());
        prepare(&path, Missing::Made).unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let elsewhere = folder.path().join("typo/a.db");
        assert!(matches!(prepare(&elsewhere, Missing::Made), Err(StorageError::NoFolder(_))));
        assert!(!folder.path().join("typo").exists());
    }
}

//! Where a backup is restored: a folder, an SQLite file or a PostgreSQL database, and a place for the key.
//!
//! The rule: it is empty before, and what is made for it is removed again when the restore fails.

use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use crate::config::find;
use crate::config::settings::key::Key;
use crate::domain::access::token::SecretKey;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::access::token::keyring::Keyring;
use crate::domain::upkeep::installation::Engine;
use crate::storage::engine::backup::file_of;
use crate::storage::engine::backup::sqlite::companions;
use crate::workflow::privacy::ledger;
use crate::workflow::upkeep::restore::{RestoreError, partial_of, unwritten};
use crate::workflow::upkeep::workspace::folder_of;

/// The names in a folder, as the configuration has them by default.
const DATABASE: &str = "naklank.db";
const KEY: &str = "naklank.key";

/// Where the key of a PostgreSQL database stands: where the configuration has it by default.
fn key_of_server() -> PathBuf {
    find("secret.file").and_then(Key::default).map(PathBuf::from).unwrap_or_default()
}

/// Where a backup is restored.
#[derive(Clone, Debug)]
pub struct Target {
    pub place: Place,
    /// The secret file; other keys are put beside it.
    pub key: PathBuf,
    /// The folder that must be empty, if a folder was named.
    folder: Option<PathBuf>,
}

/// Where the database goes.
#[derive(Clone, Debug)]
pub enum Place {
    File(PathBuf),
    /// The address of a PostgreSQL database.
    Server(String),
}

/// A folder that was made for a restore; removed unless it stays.
pub(super) struct MadeFolder(Option<PathBuf>);

impl Target {
    /// From what was typed: a folder, `sqlite:FILE` or `postgres://...`.
    #[must_use]
    pub fn of(to: &str, key: Option<PathBuf>) -> Self {
        if to.starts_with("postgres:") || to.starts_with("postgresql:") {
            let key = key.unwrap_or_else(key_of_server);
            return Self { place: Place::Server(to.to_owned()), key, folder: None };
        }
        let (database, folder) = match to.strip_prefix("sqlite:") {
            Some(_) => (file_of(to).to_owned(), None),
            None => (Path::new(to).join(DATABASE), Some(PathBuf::from(to))),
        };
        let key = key.unwrap_or_else(|| folder_of(&database).join(KEY));
        Self { place: Place::File(database), key, folder }
    }

    /// The address of the restored database.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.place {
            Place::File(database) => format!("sqlite:{}", database.display()),
            Place::Server(address) => address.clone(),
        }
    }

    /// A dump is of one engine.
    pub(super) fn refuse_another_engine(&self, theirs: Engine) -> Result<(), RestoreError> {
        let (ours, advice) = match self.place {
            Place::File(_) => (Engine::Sqlite, "name an empty PostgreSQL database with --to postgres://..."),
            Place::Server(_) => {
                (Engine::Postgres, "restore it into a folder first, and move it from there to PostgreSQL")
            }
        };
        if ours == theirs {
            return Ok(());
        }
        Err(RestoreError::AnotherEngine { theirs: theirs.name(), ours: ours.name(), advice })
    }

    /// Where each key is put, in their order: first the file for `secret.file`, then those for `secret.other_files`.
    #[must_use]
    pub fn key_files(&self, keys: &Keyring) -> Vec<(PathBuf, SecretKey)> {
        let path = |(place, key): (usize, &SecretKey)| match place {
            0 => self.key.clone(),
            _ => self.other_key(key.mark()),
        };
        keys.keys().enumerate().map(|(place, key)| (path((place, key)), key.clone())).collect()
    }

    /// Where an other key is put: beside the secret file, with its mark in the name.
    #[must_use]
    pub fn other_key(&self, mark: KeyMark) -> PathBuf {
        let stem = self.key.file_stem().unwrap_or_default().to_string_lossy();
        let ending = self.key.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
        self.key.with_file_name(format!("{stem}-{mark}{}", ending.unwrap_or_default()))
    }

    /// Where the ledger of erasures then lies.
    #[must_use]
    pub fn ledger(&self) -> PathBuf {
        let mut path = self.key.as_os_str().to_owned();
        path.push(".erasures");
        PathBuf::from(path)
    }

    /// Keys that are there already must be those of the backup.
    pub(super) fn refuse_another_key(&self, keys: &Keyring) -> Result<(), RestoreError> {
        for (path, key) in self.key_files(keys) {
            match std::fs::read(&path) {
                Ok(bytes) if bytes == key.reveal() => {}
                Ok(_) => return Err(RestoreError::AnotherKey(path.display().to_string())),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => {
                    let (path, reason) = (path.display().to_string(), error.to_string());
                    return Err(RestoreError::KeyFile { path, reason });
                }
            }
        }
        Ok(())
    }

    /// Makes the folder of the database if it is not there, and refuses a named folder in which anything stands but what a
    /// database or a restore that is gone left: its logs, its key, which must be the one of the backup, and the ledger of erasures.
    pub(super) fn make_folder(&self, database: &Path) -> Result<MadeFolder, RestoreError> {
        let folder = folder_of(database);
        let shown = folder.display().to_string();
        match std::fs::DirBuilder::new().mode(0o700).create(folder) {
            Ok(()) => return Ok(MadeFolder(Some(folder.to_owned()))),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unwritten(&shown, error)),
        }
        if let Some(named) = &self.folder {
            let beside = [partial_of(database), self.key.clone(), ledger::file_of(&self.key)];
            let left: Vec<PathBuf> = companions(database).chain(beside).collect();
            let entries = std::fs::read_dir(named).map_err(|error| unwritten(&shown, error))?;
            if let Some(found) = entries.flatten().find(|entry| !left.contains(&entry.path())) {
                let found = found.file_name().to_string_lossy().into_owned();
                return Err(RestoreError::NotEmpty { path: shown, found });
            }
        }
        Ok(MadeFolder(None))
    }
}

impl MadeFolder {
    pub(super) fn stays(mut self) {
        self.0 = None;
    }
}

impl Drop for MadeFolder {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_names_a_database_and_a_key() {
        let folder = Target::of("/srv/new", None);
        assert_eq!(folder.address(), "sqlite:/srv/new/naklank.db");
        assert_eq!(folder.key, Path::new("/srv/new/naklank.key"));
        let file = Target::of("sqlite:a.db", None);
        assert_eq!(
            (file.address().as_str(), file.key.as_path()),
            ("sqlite:a.db", Path::new("./naklank.key"))
        );
        let server = Target::of("postgres://a/b", Some(PathBuf::from("k")));
        assert_eq!((server.address().as_str(), server.key.as_path()), ("postgres://a/b", Path::new("k")));
        assert_eq!(Target::of("postgres://a/b", None).key, Path::new("data/naklank.key"));
    }
    #[test]
    fn other_keys_stand_beside_the_secret_file_with_their_marks() {
        let (current, other) = (SecretKey::new([1; 32]), SecretKey::new([2; 32]));
        let mark = other.mark();
        let keys = Keyring::new(current, vec![other]);
        let files = |target: &Target| -> Vec<PathBuf> {
            target.key_files(&keys).into_iter().map(|(path, _)| path).collect()
        };
        let folder = Target::of("/srv/new", None);
        let beside = PathBuf::from(format!("/srv/new/naklank-{mark}.key"));
        assert_eq!(files(&folder), [PathBuf::from("/srv/new/naklank.key"), beside]);
        let named = Target::of("/srv/new", Some(PathBuf::from("secret")));
        assert_eq!(files(&named), [PathBuf::from("secret"), PathBuf::from(format!("secret-{mark}"))]);
    }
}

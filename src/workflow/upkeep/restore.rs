//! Restores a backup into an empty place.
//!
//! The rule: everything is checked before anything is written, and after a failure the place is as empty as before. A
//! database is never put without the key that was in use, since then it cannot be opened.

pub mod erasures;
pub mod inspect;
pub mod left;
pub mod target;

use std::fs::File;
use std::io::{self, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::access::token::keyring::Keyring;
use crate::domain::upkeep::archive::{self, ArchiveFault};
use crate::domain::upkeep::installation::Engine;
use crate::domain::upkeep::manifest::database_member;
use crate::domain::upkeep::sealed_keys::UnsealFault;
use crate::storage::StorageError;
use crate::storage::engine::backup::{CopyError, postgres, sqlite};
use crate::storage::engine::migrations;
use crate::workflow::upkeep::backup::{Telling, Told};
use crate::workflow::upkeep::prepare::PrepareError;
use crate::workflow::upkeep::restore::inspect::{Inspected, blocking};
use crate::workflow::upkeep::restore::target::{Place, Target};
use crate::workflow::upkeep::workspace::{DATABASE, Workspace, folder_of, new_file, sync_folder_of};

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("{path} cannot be read: {error}")]
    Unreadable { path: String, error: io::Error },
    #[error("{path} cannot be restored: {fault}")]
    Archive { path: String, fault: ArchiveFault },
    #[error(transparent)]
    Sealed(#[from] UnsealFault),
    #[error(
        "the keys in this backup are sealed: give the passphrase with --passphrase-file, or the secret file with --key"
    )]
    NoPassphrase,
    #[error(
        "this backup was made without its key: give the secret file of that installation with --key. Without it the links in mails that were sent are dead"
    )]
    NoKey,
    #[error(
        "this key does not belong to the database in this backup: give the secret file of the installation that made it"
    )]
    ForeignKey,
    #[error("the secret file {path} cannot be used: {reason}")]
    KeyFile { path: String, reason: String },
    #[error("{0} holds another key: move it away, or name another place with --key-to")]
    AnotherKey(String),
    #[error("{path} is not empty ({found} is there): restore into an empty folder")]
    NotEmpty { path: String, found: String },
    #[error("this is a backup of {theirs}, which cannot be restored into {ours}: {advice}")]
    AnotherEngine { theirs: &'static str, ours: &'static str, advice: &'static str },
    #[error("the disk with {0} is full. Nothing was left there")]
    NoSpace(String),
    #[error("{path} cannot be written: {error}")]
    Writing { path: String, error: io::Error },
    #[error("{0}")]
    Copy(CopyError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("the restored database cannot be opened: {0}")]
    Prepare(#[from] PrepareError),
    #[error("the erasures could not be applied, so nothing was restored: {0}")]
    Erasures(String),
}

impl From<CopyError> for RestoreError {
    fn from(error: CopyError) -> Self {
        match error {
            CopyError::Storage(error) => Self::Storage(error),
            other => Self::Copy(other),
        }
    }
}

/// What a restore made beside the database and the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// The schema of PostgreSQL that was not there before.
    pub made_schema: Option<String>,
}

/// Restores the database and the keys of an archive; `scratch` is a folder that may be made for a dump.
///
/// # Errors
/// See [`RestoreError`]; then nothing was left.
pub async fn restore(
    inspected: &Inspected,
    keys: &Keyring,
    target: &Target,
    scratch: PathBuf,
    told: &Told,
) -> Result<Restored, RestoreError> {
    let theirs = inspected.manifest.engine().unwrap_or(Engine::Sqlite);
    target.refuse_another_engine(theirs)?;
    let (archive, keys, told) = (inspected.clone(), keys.clone(), Arc::clone(told));
    match target.place.clone() {
        Place::File(database) => {
            let target = target.clone();
            blocking(move || into_file(&archive, &keys, &target, &database, &told)).await?;
            Ok(Restored::default())
        }
        Place::Server(address) => {
            let schema = inspected.manifest.postgres_schema.clone().unwrap_or_default();
            target.refuse_another_key(&keys)?;
            let place = postgres::place(&address, &schema).await?;
            let path = scratch.display().to_string();
            let workspace = Workspace::at(scratch).map_err(|error| unwritten(&path, error))?;
            let dump = workspace.file(DATABASE);
            let to = dump.clone();
            blocking(move || extract(&archive, &to, &told)).await?;
            let kept = KeptKeys::put(&keys, target)?;
            let made_schema = place.restore(&dump).await?;
            kept.stays();
            Ok(Restored { made_schema })
        }
    }
}

fn into_file(
    archive: &Inspected,
    keys: &Keyring,
    target: &Target,
    database: &Path,
    told: &Told,
) -> Result<(), RestoreError> {
    let folder = target.make_folder(database)?;
    sqlite::clear(database)?;
    target.refuse_another_key(keys)?;
    let partial = partial_of(database);
    let _ = std::fs::remove_file(&partial);
    let written = extract(archive, &partial, told).and_then(|()| {
        let kept = KeptKeys::put(keys, target)?;
        let shown = database.display().to_string();
        std::fs::rename(&partial, database).map_err(|error| unwritten(&shown, error))?;
        let synced = sync_folder_of(database).inspect_err(|_| sqlite::remove(database));
        synced.map_err(|error| unwritten(&shown, error))?;
        kept.stays();
        Ok(())
    });
    match &written {
        Ok(()) => folder.stays(),
        Err(_) => {
            let _ = std::fs::remove_file(&partial);
        }
    }
    written
}

/// The file in which a database is restored, until it is whole.
fn partial_of(database: &Path) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".partial");
    PathBuf::from(path)
}

/// Writes the database of an archive into a new file and onto the disk, checked once more.
fn extract(archive: &Inspected, to: &Path, told: &Told) -> Result<(), RestoreError> {
    let shown = to.display().to_string();
    let source = archive.path.display().to_string();
    let engine = archive.manifest.engine().unwrap_or(Engine::Sqlite);
    let name = database_member(engine);
    let all = archive.manifest.member(name).map_or(0, |member| member.size);
    let mut file = new_file(to).map_err(|error| unwritten(&shown, error))?;
    let input = File::open(&archive.path)
        .map_err(|error| RestoreError::Unreadable { path: source.clone(), error })?;
    let read = archive::read(input, migrations::newest(), |_, member, bytes| {
        if member == name {
            let mut telling = Telling { inner: bytes, done: 0, all, told: Arc::clone(told) };
            io::copy(&mut telling, &mut file)?;
        }
        Ok(())
    });
    let written = match read {
        // Another file stands there now, although this one was found sound.
        Ok(manifest) if manifest != archive.manifest => {
            let fault = ArchiveFault::Altered("while it was restored".to_owned());
            Err(RestoreError::Archive { path: source, fault })
        }
        Ok(_) => file.flush().and_then(|()| file.sync_all()).map_err(|error| unwritten(&shown, error)),
        Err(ArchiveFault::Taking(error)) => Err(unwritten(&shown, error)),
        Err(fault) => Err(RestoreError::Archive { path: source, fault }),
    };
    if written.is_err() {
        let _ = std::fs::remove_file(to);
    }
    written
}

/// Keys that were put in their places, and that go again unless they are said to stay.
struct KeptKeys(Vec<PathBuf>);

impl KeptKeys {
    fn put(keys: &Keyring, target: &Target) -> Result<Self, RestoreError> {
        let mut put = Self(Vec::new());
        for (path, key) in target.key_files(keys) {
            if path.exists() {
                continue;
            }
            let shown = path.display().to_string();
            // One folder, such as `data`; a path that lacks more of them is told below.
            let _ = std::fs::DirBuilder::new().mode(0o700).create(folder_of(&path));
            let mut file = new_file(&path).map_err(|error| unwritten(&shown, error))?;
            put.0.push(path.clone());
            let written = file.write_all(key.reveal()).and_then(|()| file.sync_all());
            written.and_then(|()| sync_folder_of(&path)).map_err(|error| unwritten(&shown, error))?;
        }
        Ok(put)
    }

    fn stays(mut self) {
        self.0.clear();
    }
}

impl Drop for KeptKeys {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// What an error of writing says.
pub(super) fn unwritten(path: &str, error: io::Error) -> RestoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            RestoreError::NoSpace(path.to_owned())
        }
        _ => RestoreError::Writing { path: path.to_owned(), error },
    }
}

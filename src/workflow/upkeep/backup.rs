//! Makes a backup: one archive of the database, its manifest, and the sealed keys.
//!
//! The rule: the archive appears under its name when it is whole and on the disk, and never before. After a failure nothing
//! is left; after a kill only `FILE.partial`, which the next backup of that name takes over. A backup never migrates: one is
//! made before an upgrade, by the program that comes after it too. With its keys it has every key that the database may need.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::token::SecretKey;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::access::token::sealed::NONCE_BYTES;
use crate::domain::upkeep::archive::{self, Hashed};
use crate::domain::upkeep::drill::Backup;
use crate::domain::upkeep::manifest::{
    ArchivedHead, FORMAT, Manifest, Member, PRODUCT, SEALED_KEY, database_member, engine_key,
};
use crate::domain::upkeep::sealed_keys::{SALT_BYTES, SHORTEST_PASSPHRASE, SealedKeys};
use crate::storage::StorageError;
use crate::storage::engine::backup::{Contents, CopyError, copy, engine_of};
use crate::storage::engine::migrations;
use crate::storage::upkeep;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};
use crate::workflow::upkeep::workspace::{ARCHIVE, DATABASE, Workspace, new_file, sync_folder_of};

/// Is told how many bytes of how many are done.
pub type Told = Arc<dyn Fn(u64, u64) + Send + Sync>;

/// Why no backup was made.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0} is there already, and a backup replaces no other: name another file")]
    Exists(String),
    #[error("another process is making a backup at {0}: wait for it, or name another file")]
    Busy(String),
    #[error(
        "the disk with {0} is full: while a backup is made it takes the size of the database and that of the archive. Nothing was left there"
    )]
    NoSpace(String),
    #[error("{path} cannot be written: {error}")]
    Unwritable { path: String, error: io::Error },
    #[error("the passphrase must have at least {} characters", SHORTEST_PASSPHRASE)]
    ShortPassphrase,
    #[error(
        "the secret file does not belong to this database, so that a backup with it would be worthless: put back the one that does, or back up with --without-key"
    )]
    ForeignKey,
    #[error(
        "the key {0} was in use with this database and is in none of the files of secret.file and secret.other_files: name its file in secret.other_files, or back up with --without-key. If it is needed for nothing, the next start of the program notes that it is dropped"
    )]
    MissingKey(KeyMark),
    #[error("the keys could not be sealed: this machine lacks the memory for it")]
    Unsealable,
    #[error("the database cannot be copied: {0}")]
    Copy(CopyError),
    #[error("{file} was made and is whole, but that it was made could not be noted: {error}")]
    Unnoted { file: String, error: ActError },
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Makes a backup in a new file; without a passphrase the keys are left out.
///
/// # Errors
/// See [`BackupError`]; then nothing was left, but for [`BackupError::Unnoted`]: a backup is not thrown away because the database takes
/// no writes, which may be why it is made.
#[tracing::instrument(skip_all)]
pub async fn back_up(
    app: &App,
    actor: &Actor,
    file: &Path,
    passphrase: Option<&SecretString>,
    told: &Told,
) -> Result<Backup, BackupError> {
    demand(&mut app.db.read().await?, actor, Action::BackUp).await?;
    let shown = file.display().to_string();
    if file.symlink_metadata().is_ok() {
        return Err(BackupError::Exists(shown));
    }
    let sealed = match passphrase {
        Some(passphrase) => Some(seal(app, passphrase).await?),
        None => None,
    };
    let workspace = Workspace::beside(file).map_err(|error| unwritten(&shown, error))?;
    let address = app.config.database.url.expose_secret();
    let contents = copy(address, &workspace.file(DATABASE)).await.map_err(|error| match error {
        CopyError::NoSpace => BackupError::NoSpace(shown.clone()),
        CopyError::Storage(error) => BackupError::Storage(error),
        other => BackupError::Copy(other),
    })?;
    if sealed.is_some() {
        refuse_other_keys(app, &contents)?;
    }
    let migration = contents.migration;
    let manifest = manifest(app, contents)?;
    let (target, told) = (file.to_owned(), Arc::clone(told));
    let with_key = sealed.is_some();
    let written =
        tokio::task::spawn_blocking(move || write(&workspace, manifest, sealed, &target, &told)).await;
    let written = written.unwrap_or_else(|panicked| Err(panicked.into()));
    let archive = written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists(shown.clone()),
        _ => unwritten(&shown, error),
    })?;
    let sha256 = HEXLOWER.decode(archive.sha256.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    let (id, made_at) = (app.randomness.uuid(app.now()), app.now());
    let sha256 = sha256.unwrap_or_default();
    let backup = Backup { id, made_at, sha256, size: archive.size, migration, with_key };
    note(app, actor, &backup).await.map_err(|error| BackupError::Unnoted { file: shown, error })?;
    Ok(backup)
}

/// The keys of the program must be those of the database.
fn refuse_other_keys(app: &App, contents: &Contents) -> Result<(), BackupError> {
    if contents.key_fingerprint.as_ref().is_some_and(|in_use| !app.secret.knows(in_use)) {
        return Err(BackupError::ForeignKey);
    }
    let missing = contents.other_keys.iter().find(|key| !app.secret.knows(key));
    match missing.and_then(|key| KeyMark::of_fingerprint(key)) {
        Some(mark) => Err(BackupError::MissingKey(mark)),
        None => Ok(()),
    }
}

/// Notes the backup, unless the database lacks the table for it: then a migration is missing, and the backup is the one
/// before it.
async fn note(app: &App, actor: &Actor, backup: &Backup) -> Result<(), ActError> {
    if !migrations::is_up_to_date(&app.db).await? {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    upkeep::insert_backup(&mut tx, backup).await?;
    act(app, &mut tx, actor, Action::BackUp, &HEXLOWER.encode(&backup.sha256)).await?;
    Ok(tx.commit().await?)
}

/// What an error of writing says.
fn unwritten(path: &str, error: io::Error) -> BackupError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            BackupError::NoSpace(path.to_owned())
        }
        io::ErrorKind::WouldBlock => BackupError::Busy(path.to_owned()),
        _ => BackupError::Unwritable { path: path.to_owned(), error },
    }
}

async fn seal(app: &App, passphrase: &SecretString) -> Result<SealedKeys, BackupError> {
    if passphrase.expose_secret().chars().count() < SHORTEST_PASSPHRASE {
        return Err(BackupError::ShortPassphrase);
    }
    let keys: Vec<[u8; 32]> = app.secret.keys().map(|key| *key.reveal()).collect();
    let passphrase = passphrase.clone();
    let salt = app.randomness.bytes::<SALT_BYTES>();
    let nonce = app.randomness.bytes::<NONCE_BYTES>();
    let sealing = move || SealedKeys::of(&keys, passphrase.expose_secret(), salt, nonce);
    tokio::task::spawn_blocking(sealing).await.ok().flatten().ok_or(BackupError::Unsealable)
}

/// The manifest, without its members.
fn manifest(app: &App, contents: Contents) -> Result<Manifest, StorageError> {
    let engine = engine_of(app.config.database.url.expose_secret())?;
    let mut other_keys = contents.other_keys;
    for key in app.secret.keys().map(SecretKey::fingerprint) {
        if contents.key_fingerprint.as_ref().is_some_and(|in_use| *in_use != key)
            && !other_keys.contains(&key)
        {
            other_keys.push(key);
        }
    }
    Ok(Manifest {
        product: PRODUCT.to_owned(),
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: app.now(),
        engine: engine_key(engine).to_owned(),
        engine_version: contents.engine_version,
        postgres_schema: contents.postgres_schema,
        migration: contents.migration,
        key_fingerprint: contents.key_fingerprint,
        other_keys,
        audit: contents
            .audit
            .map(|head| ArchivedHead { entries: head.sequence, hash: head.hash.to_string() }),
        rows: contents.rows,
        members: vec![Member { name: database_member(engine).to_owned(), size: 0, sha256: String::new() }],
    })
}

/// Writes the archive of the copy in the workspace, and gives it its name; blocks its thread.
fn write(
    workspace: &Workspace,
    mut manifest: Manifest,
    sealed: Option<SealedKeys>,
    target: &Path,
    told: &Told,
) -> io::Result<Member> {
    let database = workspace.file(DATABASE);
    for member in &mut manifest.members {
        *member = hashed(File::open(&database)?, &member.name)?;
    }
    let sealed = sealed.map(|sealed| sealed.to_json()).transpose()?;
    if let Some(sealed) = &sealed {
        manifest.members.push(hashed(sealed.as_slice(), SEALED_KEY)?);
    }
    let all = manifest.members.iter().map(|member| member.size).sum();
    let copy = Telling { inner: File::open(&database)?, done: 0, all, told: Arc::clone(told) };
    let mut members: Vec<Box<dyn Read + '_>> = vec![Box::new(copy)];
    if let Some(sealed) = &sealed {
        members.push(Box::new(sealed.as_slice()));
    }
    let archive = workspace.file(ARCHIVE);
    let written = archive::write(new_file(&archive)?, &manifest, members)?;
    written.sync_all()?;
    drop(written);
    let made = hashed(File::open(&archive)?, "")?;
    give_its_name(&archive, target)?;
    sync_folder_of(target)?;
    Ok(made)
}

/// A link refuses a name that was taken meanwhile; where the file system has none, a rename must do.
fn give_its_name(archive: &Path, target: &Path) -> io::Result<()> {
    match std::fs::hard_link(archive, target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => std::fs::rename(archive, target),
        Ok(()) => Ok(()),
    }
}

/// The size and the SHA-256 of what a reader gives.
///
/// # Errors
/// It cannot be read.
pub fn hashed(bytes: impl Read, name: &str) -> io::Result<Member> {
    let mut hashed = Hashed::of(bytes);
    // Large pieces: the usual ones of 8 KiB make a call of the system for each.
    let mut piece = vec![0; 1 << 16];
    while hashed.read(&mut piece)? > 0 {}
    Ok(hashed.as_member(name))
}

/// A reader that tells how far it is.
pub struct Telling<R> {
    pub inner: R,
    pub done: u64,
    pub all: u64,
    pub told: Told,
}

impl<R: Read> Read for Telling<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.done += count as u64;
        (self.told)(self.done, self.all);
        Ok(count)
    }
}

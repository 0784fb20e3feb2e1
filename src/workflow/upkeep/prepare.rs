//! Start-up: an up-to-date database, and the secret files.

pub(super) mod error;

pub use error::PrepareError;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;

use crate::app::App;
use crate::config::Config;
use crate::config::settings::shown::shown;
use crate::domain::access::token::SecretKey;
use crate::domain::access::token::keyring::Keyring;
use crate::randomness::Randomness;
use crate::storage::engine::installation::{self, FIRST_KEY};
use crate::storage::engine::migrations;
use crate::storage::{Db, StorageError};
use crate::workflow::access::audit::chain_earlier::chain_earlier_entries;
use crate::workflow::policy::quality::review;
use crate::workflow::privacy::ledger;
use crate::workflow::upkeep::moved::{refuse_moved, refuse_moved_if_told};
use crate::workflow::upkeep::recount::count_complaints_by_calendar;
use crate::workflow::upkeep::rotation::key_files::{key_in, read_key, read_other_keys};
use crate::workflow::upkeep::rotation::start::{check_key_in_use, check_keys, keyring, use_current_key};

/// The installation fact that marks a demo's database.
const MADE_BY_DEMO: &str = "made_by_demo";
/// The installation fact that holds when the readiness check last tried a write.
const WRITE_TRIED: &str = "write tried";

/// Reads the secret files: the one whose key makes what is new, and the others. If the first is missing, it is created on
/// SQLite, unless the database already had one; on PostgreSQL, where several machines must share it, that is an error.
///
/// # Errors
/// A file is missing where it must exist, is readable by others, is not 32 bytes long, holds the key of another one, or
/// cannot be read or created; or the database is a demo's and this is not the demo.
pub async fn secret_key(config: &Config, db: &Db, randomness: &Randomness) -> Result<Keyring, PrepareError> {
    let current = current_key(config, db, randomness).await?;
    let others = read_other_keys((config.secret.file.as_path(), Some(&current)), &config.secret.other_files);
    match others {
        Ok(others) => Ok(keyring(db, current, others).await?),
        Err(wrong) => Err(PrepareError::OtherSecrets(said(wrong).join("; "))),
    }
}

async fn current_key(config: &Config, db: &Db, randomness: &Randomness) -> Result<SecretKey, PrepareError> {
    let path = &config.secret.file;
    let unusable = |reason: String| PrepareError::Secret { path: path.display().to_string(), reason };
    match std::fs::read(path) {
        Ok(bytes) => key_in(path, &bytes).map_err(unusable),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if !config.database.url.expose_secret().starts_with("sqlite:") {
                let advice = "it does not exist. On PostgreSQL, make it once and give every process the same: \
                              head -c 32 /dev/urandom > FILE && chmod 600 FILE";
                return Err(unusable(advice.to_owned()));
            }
            refuse_new_key(config, db).await?;
            let key = randomness.bytes::<32>();
            write_secret(path, &key).map_err(|error| unusable(error.to_string()))?;
            Ok(SecretKey::new(key))
        }
        Err(error) => Err(unusable(error.to_string())),
    }
}

/// What is wrong with the files that the configuration names, each with the setting that names it: the secret, if it exists, the
/// other keys, and the database of an SQLite address if it exists; `None` for a setting that is wrong itself.
#[must_use]
pub fn unusable_files(
    secret_file: Option<&Path>,
    other_secret_files: &[PathBuf],
    database_url: Option<&str>,
) -> Vec<(&'static str, String)> {
    let current = secret_file.map(|path| (path, read_key(path)));
    let key = current.as_ref().and_then(|(path, key)| {
        let reason = key.as_ref().err().filter(|_| path.try_exists().unwrap_or(true))?;
        Some(format!("the file {} cannot be used: {reason}", shown(&path.display().to_string())))
    });
    let known =
        (secret_file.unwrap_or(Path::new("")), current.as_ref().and_then(|(_, key)| key.as_ref().ok()));
    let others = said(read_other_keys(known, other_secret_files).err().unwrap_or_default());
    let database = database_url.and_then(|url| Db::check(url).err()).map(|error| error.to_string());
    let others = others.into_iter().map(|sentence| ("secret.other_files", sentence));
    let key = key.map(|sentence| ("secret.file", sentence));
    let database = database.map(|sentence| ("database.url", sentence));
    key.into_iter().chain(others).chain(database).collect()
}

/// What is wrong with other key files, a sentence each.
fn said(wrong: Vec<(PathBuf, String)>) -> Vec<String> {
    let sentence = |(path, reason): (PathBuf, String)| {
        format!("the key file {} of secret.other_files cannot be used: {reason}", path.display())
    };
    wrong.into_iter().map(sentence).collect()
}

/// Refuses to create a key for a database that already had one: the right one must be put back.
async fn refuse_new_key(config: &Config, db: &Db) -> Result<(), PrepareError> {
    let mut tx = db.read().await?;
    // A new database has no tables yet.
    let known = installation::find(&mut tx, FIRST_KEY).await.ok().flatten();
    let is_demo = installation::find(&mut tx, MADE_BY_DEMO).await.ok().flatten().is_some();
    match known {
        Some(_) if is_demo && !config.is_demo => Err(PrepareError::IsADemo),
        Some(_) => Err(PrepareError::MissingSecret(config.secret.file.display().to_string())),
        None => Ok(()),
    }
}

fn write_secret(path: &Path, key: &[u8; 32]) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    if let Some(folder) = folder {
        // Only the last one: several missing folders are more likely a typing mistake.
        std::fs::DirBuilder::new().mode(0o700).create(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(key)?;
    file.sync_all()
}

/// Migrates the database, and does what a migration cannot. Refuses one that was moved elsewhere, before anything in it is
/// touched; a demo's database outside the demo, any other in it; and keys with which something would be lost.
///
/// # Errors
/// See [`PrepareError`].
#[tracing::instrument(skip_all)]
pub async fn database(app: &App) -> Result<(), PrepareError> {
    schema(app).await?;
    check_keys(app).await?;
    chain_earlier_entries(app).await?;
    ledger::apply_if_restored(app).await?;
    use_current_key(app).await?;
    refuse_changed_checklist(app).await?;
    Ok(count_complaints_by_calendar(app).await?)
}

/// Prepares for doing without a key whose file may be lost: a key that is needed and missing is what the command is about, so it is not
/// refused, and nothing is done that would take it.
///
/// # Errors
/// As [`database`]; the key in use is not among those of this process.
#[tracing::instrument(skip_all)]
pub async fn database_lacking_a_key(app: &App) -> Result<(), PrepareError> {
    schema(app).await?;
    check_key_in_use(app, &mut app.db.read().await?).await?;
    chain_earlier_entries(app).await?;
    Ok(())
}

async fn schema(app: &App) -> Result<(), PrepareError> {
    refuse_moved_if_told(&app.db).await?;
    let is_new = !migrations::is_up_to_date(&app.db).await.unwrap_or(false) && !has_tables(app).await;
    if app.config.is_demo && !is_new && !is_demo(app).await? {
        return Err(PrepareError::NotADemo);
    }
    migrations::migrate(&app.db).await?;
    refuse_moved(&app.db).await?;
    if app.config.is_demo && is_new {
        let mut tx = app.db.write().await?;
        installation::set(&mut tx, MADE_BY_DEMO, "true").await?;
        tx.commit().await?;
    }
    if !app.config.is_demo && is_demo(app).await? {
        return Err(PrepareError::IsADemo);
    }
    Ok(())
}

/// A version of the checklist that reviews were made with must still say the same.
async fn refuse_changed_checklist(app: &App) -> Result<(), PrepareError> {
    let mut tx = app.db.read().await?;
    Ok(review::refuse_changed_checklist(app, &mut tx).await?)
}

async fn has_tables(app: &App) -> bool {
    match app.db.read().await {
        Ok(mut tx) => installation::find(&mut tx, MADE_BY_DEMO).await.is_ok(),
        Err(_) => false,
    }
}

async fn is_demo(app: &App) -> Result<bool, StorageError> {
    let mut tx = app.db.read().await?;
    Ok(installation::find(&mut tx, MADE_BY_DEMO).await.ok().flatten().is_some())
}

/// Whether requests can be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    Ready,
    /// A migration is missing.
    Outdated,
    /// The database answers but accepts no writes, for example because it is a replica or its disk is full.
    Unwritable,
    Unreachable,
}

/// Queries the database and writes to it: only a successful write proves that writes work.
#[tracing::instrument(skip_all)]
pub async fn readiness(app: &App) -> Readiness {
    match migrations::is_up_to_date(&app.db).await {
        Ok(true) => {}
        Ok(false) => return Readiness::Outdated,
        Err(error) => {
            tracing::warn!(%error, "not ready");
            return Readiness::Unreachable;
        }
    }
    match try_a_write(app).await {
        Ok(()) => Readiness::Ready,
        Err(error) => {
            tracing::warn!(%error, "not ready: a write failed");
            Readiness::Unwritable
        }
    }
}

async fn try_a_write(app: &App) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    installation::set(&mut tx, WRITE_TRIED, &app.now().to_rfc3339()).await?;
    tx.commit().await
}

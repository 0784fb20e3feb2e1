//! Looks at an archive before anything is written: whether it is whole, of this program, and what it takes to open its key.
//!
//! The rule: it reads all of the archive and writes nothing.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};

use crate::domain::access::token::SecretKey;
use crate::domain::upkeep::archive;
use crate::domain::upkeep::manifest::{Manifest, SEALED_KEY};
use crate::domain::upkeep::sealed_key::SealedKey;
use crate::storage::engine::migrations;
use crate::workflow::upkeep::restore::RestoreError;

/// A sealed key is far smaller.
const LONGEST_KEY: u64 = 64 * 1024;

/// An archive that was found sound.
#[derive(Clone, Debug)]
pub struct Inspected {
    pub path: PathBuf,
    pub manifest: Manifest,
    /// `None` if the key was left out.
    pub sealed: Option<SealedKey>,
}

/// Where the key comes from.
#[derive(Clone, Debug)]
pub enum KeyGiven {
    /// It is sealed in the archive, and opens with this.
    Passphrase(SecretString),
    /// A secret file.
    File(PathBuf),
    /// This one.
    Known(SecretKey),
    Nothing,
}

/// Reads all of an archive and checks it.
///
/// # Errors
/// [`RestoreError::Archive`] or [`RestoreError::Unreadable`].
pub async fn inspect(path: &Path) -> Result<Inspected, RestoreError> {
    let path = path.to_owned();
    blocking(move || inspect_now(path)).await
}

fn inspect_now(path: PathBuf) -> Result<Inspected, RestoreError> {
    let shown = path.display().to_string();
    let file = File::open(&path).map_err(|error| RestoreError::Unreadable { path: shown.clone(), error })?;
    let mut sealed = Vec::new();
    let manifest = archive::read(file, migrations::newest(), |_, name, bytes| {
        if name == SEALED_KEY {
            bytes.take(LONGEST_KEY).read_to_end(&mut sealed)?;
        }
        Ok(())
    });
    let manifest = manifest.map_err(|fault| RestoreError::Archive { path: shown, fault })?;
    let sealed = manifest.has_key().then(|| SealedKey::parse(&sealed)).transpose()?;
    Ok(Inspected { path, manifest, sealed })
}

/// The key of the database in an archive.
///
/// # Errors
/// There is none, it does not open, or it belongs to another database.
pub async fn unlock(inspected: &Inspected, given: KeyGiven) -> Result<SecretKey, RestoreError> {
    let key = match (given, inspected.sealed.clone()) {
        (KeyGiven::Passphrase(passphrase), Some(sealed)) => {
            let bytes = blocking(move || Ok(sealed.open(passphrase.expose_secret())?)).await?;
            SecretKey::new(bytes)
        }
        (KeyGiven::File(path), _) => {
            let unreadable =
                |reason: String| RestoreError::KeyFile { path: path.display().to_string(), reason };
            let bytes = std::fs::read(&path).map_err(|error| unreadable(error.to_string()))?;
            let bytes = <[u8; 32]>::try_from(bytes.as_slice());
            SecretKey::new(bytes.map_err(|_| unreadable("it must hold exactly 32 bytes".to_owned()))?)
        }
        (KeyGiven::Known(key), _) => key,
        (KeyGiven::Nothing, Some(_)) => return Err(RestoreError::NoPassphrase),
        (KeyGiven::Passphrase(_) | KeyGiven::Nothing, None) => return Err(RestoreError::NoKey),
    };
    match &inspected.manifest.key_fingerprint {
        Some(known) if *known != key.fingerprint() => Err(RestoreError::ForeignKey),
        _ => Ok(key),
    }
}

/// Runs what blocks on a thread for that.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RestoreError> + Send + 'static,
) -> Result<T, RestoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| {
        Err(RestoreError::Writing { path: "-".to_owned(), error: std::io::Error::other(error) })
    })
}

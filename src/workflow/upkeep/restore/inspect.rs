//! Looks at an archive before anything is written: whether it is whole, of this program, and what it takes to open its keys.
//!
//! The rule: it reads all of the archive and writes nothing.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};

use crate::domain::access::token::SecretKey;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::access::token::keyring::Keyring;
use crate::domain::upkeep::archive;
use crate::domain::upkeep::manifest::{Manifest, SEALED_KEY};
use crate::domain::upkeep::sealed_keys::SealedKeys;
use crate::storage::engine::migrations;
use crate::workflow::upkeep::restore::RestoreError;

/// Sealed keys are far smaller.
const LONGEST_KEY: u64 = 64 * 1024;

/// An archive that was found sound.
#[derive(Clone, Debug)]
pub struct Inspected {
    pub path: PathBuf,
    pub manifest: Manifest,
    /// `None` if the keys were left out.
    pub sealed: Option<SealedKeys>,
}

/// Where the keys come from.
#[derive(Clone, Debug)]
pub enum KeyGiven {
    /// They are sealed in the archive, and open with this.
    Passphrase(SecretString),
    /// Secret files.
    Files(Vec<PathBuf>),
    /// These.
    Known(Keyring),
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
    let sealed = manifest.has_key().then(|| SealedKeys::parse(&sealed)).transpose()?;
    Ok(Inspected { path, manifest, sealed })
}

/// The keys of the database in an archive: the one that was in use, and the others.
///
/// # Errors
/// There are none, they do not open, or the one that was in use is not among them.
pub async fn unlock(inspected: &Inspected, given: KeyGiven) -> Result<Keyring, RestoreError> {
    let keys: Vec<SecretKey> = match (given, inspected.sealed.clone()) {
        (KeyGiven::Passphrase(passphrase), Some(sealed)) => {
            let keys = blocking(move || Ok(sealed.open(passphrase.expose_secret())?)).await?;
            keys.into_iter().map(SecretKey::new).collect()
        }
        (KeyGiven::Files(paths), _) => read_keys(&paths)?,
        (KeyGiven::Known(keys), _) => keys.keys().cloned().collect(),
        (KeyGiven::Nothing, Some(_)) => return Err(RestoreError::NoPassphrase),
        (KeyGiven::Passphrase(_) | KeyGiven::Nothing, None) => return Err(RestoreError::NoKey),
    };
    ring_of(keys, inspected.manifest.key_fingerprint.as_deref())
}

/// Adds the keys of files to those that an archive held, such as one that came later, under which a ledger names erasures.
///
/// # Errors
/// A file cannot be used.
pub fn joined(keys: &Keyring, files: &[PathBuf]) -> Result<Keyring, RestoreError> {
    let all = keys.keys().cloned().chain(read_keys(files)?).collect();
    ring_of(all, Some(&keys.fingerprint()))
}

/// The other keys that the manifest names and that are not there.
#[must_use]
pub fn missing_keys(inspected: &Inspected, keys: &Keyring) -> Vec<KeyMark> {
    let missing = inspected.manifest.other_keys.iter().filter(|key| !keys.knows(key));
    missing.filter_map(|key| KeyMark::of_fingerprint(key)).collect()
}

fn read_keys(paths: &[PathBuf]) -> Result<Vec<SecretKey>, RestoreError> {
    let read = |path: &PathBuf| {
        let unusable = |reason: String| RestoreError::KeyFile { path: path.display().to_string(), reason };
        let bytes = std::fs::read(path).map_err(|error| unusable(error.to_string()))?;
        let bytes = <[u8; 32]>::try_from(bytes.as_slice());
        bytes.map(SecretKey::new).map_err(|_| unusable("it must hold exactly 32 bytes".to_owned()))
    };
    paths.iter().map(read).collect()
}

/// The keys with the one that was in use first, each once; if none was in use yet, with the first.
fn ring_of(keys: Vec<SecretKey>, in_use: Option<&str>) -> Result<Keyring, RestoreError> {
    let is_current = |key: &SecretKey| in_use.is_none_or(|in_use| key.fingerprint() == in_use);
    let (current, others): (Vec<SecretKey>, Vec<SecretKey>) = keys.into_iter().partition(is_current);
    let mut current = current.into_iter();
    let first = current.next().ok_or(RestoreError::ForeignKey)?;
    let mut rest: Vec<SecretKey> = Vec::new();
    for key in current.chain(others) {
        let fingerprint = key.fingerprint();
        if first.fingerprint() != fingerprint && rest.iter().all(|known| known.fingerprint() != fingerprint) {
            rest.push(key);
        }
    }
    Ok(Keyring::new(first, rest))
}

/// Runs what blocks on a thread for that.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RestoreError> + Send + 'static,
) -> Result<T, RestoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panicked| {
        Err(RestoreError::Writing { path: "-".to_owned(), error: panicked.into() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_that_was_in_use_comes_first_and_each_counts_once() {
        let key = |number: u8| SecretKey::new([number; 32]);
        let marks = |ring: &Keyring| ring.keys().map(SecretKey::mark).collect::<Vec<_>>();
        let in_use = key(2).fingerprint();
        let ring = ring_of(vec![key(1), key(2), key(3), key(1), key(2)], Some(&in_use)).unwrap();
        assert_eq!(marks(&ring), [key(2).mark(), key(1).mark(), key(3).mark()]);
        let new = ring_of(vec![key(1), key(2)], None).unwrap();
        assert_eq!(marks(&new), [key(1).mark(), key(2).mark()]);
        for none in [Vec::new(), vec![key(1)]] {
            assert!(matches!(ring_of(none, Some(&in_use)), Err(RestoreError::ForeignKey)));
        }
    }
}

//! Whether a process may start with the keys that it was given, and which key it uses.
//!
//! The rule: the first process decides which key the database begins with. Every later one has the key that is in use, and every
//! other key that is still needed, or does not start. The first one that makes things with another key says so in the database
//! and in the audit.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::token::SecretKey;
use crate::domain::access::token::keyring::Keyring;
use crate::storage::engine::installation::{self, FIRST_KEY, KEY_IN_USE};
use crate::storage::{Db, StorageError, Tx};
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::secret::secret_in_use::secret_in_use;
use crate::workflow::access::secret::used_keys::{note_dropped, note_used, used_keys};
use crate::workflow::upkeep::prepare::error::PrepareError;
use crate::workflow::upkeep::rotation::needs::needs_of;

/// The keys of a process, each as the database knows it: those that came after its first mark their hashes of addresses.
///
/// # Errors
/// The database cannot be reached.
pub async fn keyring(db: &Db, current: SecretKey, others: Vec<SecretKey>) -> Result<Keyring, StorageError> {
    // A new database has no tables yet.
    let first = installation::find(&mut db.read().await?, FIRST_KEY).await.ok().flatten();
    let first = first.unwrap_or_else(|| current.fingerprint());
    let known = |key: SecretKey| if key.fingerprint() == first { key.unmarked() } else { key.marked() };
    Ok(Keyring::new(known(current), others.into_iter().map(known).collect()))
}

/// Refuses keys with which something would be lost.
///
/// # Errors
/// [`PrepareError::ForeignSecret`] or [`PrepareError::KeyNeeded`].
#[tracing::instrument(skip_all)]
pub async fn check_keys(app: &App) -> Result<(), PrepareError> {
    let mut tx = app.db.read().await?;
    check_key_in_use(app, &mut tx).await?;
    refuse_missing(app, &mut tx).await
}

/// Refuses to go on without the key in use.
///
/// # Errors
/// [`PrepareError::ForeignSecret`].
pub async fn check_key_in_use(app: &App, tx: &mut Tx) -> Result<(), PrepareError> {
    match secret_in_use(tx).await? {
        Some(in_use) if !app.secret.knows(&in_use) => {
            Err(PrepareError::ForeignSecret(app.config.secret.file.display().to_string()))
        }
        _ => Ok(()),
    }
}

/// Refuses to do without a key that is needed and was not dropped.
async fn refuse_missing(app: &App, tx: &mut Tx) -> Result<(), PrepareError> {
    let used = used_keys(tx).await?;
    let missing = used.iter().filter(|key| key.dropped_at.is_none() && !app.secret.knows(&key.fingerprint));
    for key in missing {
        let needs = needs_of(app, tx, key, &used).await?;
        if needs.is_any(app.now()) {
            let why = needs.in_words(app.config.organisation.zone);
            return Err(PrepareError::KeyNeeded { key: key.mark, why });
        }
    }
    Ok(())
}

/// Notes which key this process makes things with, if that is news, and which ones it does without.
///
/// # Errors
/// The database failed.
#[tracing::instrument(skip_all)]
pub async fn use_current_key(app: &App) -> Result<(), StorageError> {
    let ours = app.secret.fingerprint();
    let mut tx = app.db.read().await?;
    let in_use = secret_in_use(&mut tx).await?;
    let used = used_keys(&mut tx).await?;
    drop(tx);
    let mut missing =
        used.iter().filter(|key| key.dropped_at.is_none() && !app.secret.knows(&key.fingerprint)).peekable();
    if in_use.as_ref() == Some(&ours) && missing.peek().is_none() {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    for key in missing {
        note_dropped(&mut tx, key, app.now()).await?;
        record(app, &mut tx, &Actor::Operator, Action::DropSecret, &key.mark.to_string()).await?;
    }
    match in_use {
        None => installation::set(&mut tx, FIRST_KEY, &ours).await?,
        Some(in_use) if in_use == ours => {}
        Some(_) => {
            installation::set(&mut tx, KEY_IN_USE, &ours).await?;
            note_used(&mut tx, &ours, app.now()).await?;
            record(app, &mut tx, &Actor::Operator, Action::UseSecret, &app.secret.mark().to_string()).await?;
        }
    }
    tx.commit().await
}

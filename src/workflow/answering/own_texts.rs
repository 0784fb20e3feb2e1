//! The organisation's own texts: versions that are saved and never changed, of which the newest is in force.
//!
//! The rule: a change says which version it is based on, so that no change of another person is undone unseen. A mail keeps the
//! version that it was first composed with; pages show the newest, of which another process hears within [`FRESH`].

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, MutexGuard, PoisonError};

use chrono::TimeDelta;

use crate::app::{App, KnownTexts};
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::answering::own_texts::check::faults;
use crate::domain::answering::own_texts::fault::FieldFault;
use crate::domain::answering::own_texts::file::{parse_stored, write};
use crate::domain::answering::own_texts::history::SavedVersion;
use crate::domain::answering::own_texts::{BUILT_IN_VERSION, OwnTexts};
use crate::storage::answering::own_texts::{self, StoredTexts};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};

/// How long a process takes the newest version that it knows for the newest there is: a page of a respondent then needs no
/// statement for it.
const FRESH: TimeDelta = TimeDelta::seconds(5);

/// Texts with the number of their version.
#[derive(Clone, Debug)]
pub struct Version {
    pub number: i64,
    pub texts: Arc<OwnTexts>,
}

/// Why texts were not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveTextsError {
    #[error("nothing was saved: some texts cannot be used as they are")]
    Faults(Vec<FieldFault>),
    #[error("nothing was saved: version {} was saved meanwhile; look at it first", .0.number)]
    Outdated(Version),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Saves texts that began as the version `based_on`, and puts them in force; returns the number of their version. Texts that
/// are in force already are not saved once more.
///
/// # Errors
/// See [`SaveTextsError`].
#[tracing::instrument(skip_all)]
pub async fn save_texts(
    app: &App,
    actor: &Actor,
    based_on: i64,
    texts: &OwnTexts,
) -> Result<i64, SaveTextsError> {
    let mut tx = app.db.write().await?;
    // Asked first: acts of administration take turns, so that no other version comes in between.
    demand(&mut tx, actor, Action::ChangeTexts).await?;
    let current = newest_in(app, &mut tx).await?;
    if *current.texts == *texts {
        return Ok(current.number);
    }
    if current.number != based_on {
        return Err(SaveTextsError::Outdated(current));
    }
    let found = faults(texts);
    if !found.is_empty() {
        return Err(SaveTextsError::Faults(found));
    }
    let stored = StoredTexts {
        version: current.number + 1,
        definition: write(texts),
        saved_at: app.now(),
        saved_by: actor.name().to_owned(),
    };
    if !own_texts::insert(&mut tx, &stored).await? {
        return Err(SaveTextsError::Outdated(current));
    }
    act(app, &mut tx, actor, Action::ChangeTexts, &format!("version {}", stored.version)).await?;
    tx.commit().await?;
    note_newest(app, stored.version, stored.saved_at);
    Ok(stored.version)
}

/// The newest version, asked of the database: what a change begins with.
///
/// # Errors
/// The database failed.
#[tracing::instrument(skip_all)]
pub async fn newest_texts(app: &App) -> Result<Version, StorageError> {
    newest_in(app, &mut app.db.read().await?).await
}

async fn newest_in(app: &App, tx: &mut Tx) -> Result<Version, StorageError> {
    let number = own_texts::newest_version(tx).await?.unwrap_or(BUILT_IN_VERSION);
    Ok(Version { number, texts: texts_of(app, tx, number).await? })
}

/// The texts for a page of a respondent: the newest, or those last known while the database cannot be asked.
#[tracing::instrument(skip_all)]
pub async fn texts_in_force(app: &App) -> Version {
    let now = app.now();
    if let Some(version) = last_known(app, |checked_at| checked_at <= now && now - checked_at < FRESH) {
        return version;
    }
    match newest_texts(app).await {
        Ok(version) => {
            note_newest(app, version.number, now);
            version
        }
        Err(error) => {
            tracing::error!(%error, "the organisation's texts could not be read; those last known are shown");
            known_texts(app)
        }
    }
}

/// The texts last known, without the database.
#[must_use]
pub fn known_texts(app: &App) -> Version {
    last_known(app, |_| true).unwrap_or_else(|| Version { number: BUILT_IN_VERSION, texts: Arc::default() })
}

/// Notes what the database said; one that was read before a later one was saved changes nothing.
fn note_newest(app: &App, number: i64, at: Timestamp) {
    let mut known = known(app);
    if known.newest.is_none_or(|(newest, _)| newest <= number) {
        known.newest = Some((number, at));
    }
}

fn last_known(app: &App, is_wanted: impl FnOnce(Timestamp) -> bool) -> Option<Version> {
    let known = known(app);
    let (number, _) = known.newest.filter(|(_, checked_at)| is_wanted(*checked_at))?;
    let texts = match number {
        BUILT_IN_VERSION => Arc::default(),
        _ => Arc::clone(known.versions.get(&number)?),
    };
    Some(Version { number, texts })
}

/// The texts of a version. Cached, since a version never changes.
///
/// # Errors
/// The database failed, or lacks the version.
pub async fn texts_of(app: &App, tx: &mut Tx, number: i64) -> Result<Arc<OwnTexts>, StorageError> {
    if number == BUILT_IN_VERSION {
        return Ok(Arc::default());
    }
    if let Some(texts) = known(app).versions.get(&number) {
        return Ok(Arc::clone(texts));
    }
    let stored = own_texts::find(tx, number).await?;
    let texts = Arc::new(stored.as_ref().and_then(read).ok_or_else(|| lacks(number))?);
    known(app).versions.insert(number, Arc::clone(&texts));
    Ok(texts)
}

/// The texts of several versions.
///
/// # Errors
/// As [`texts_of`].
pub async fn texts_of_all(
    app: &App,
    tx: &mut Tx,
    numbers: impl Iterator<Item = i64>,
) -> Result<BTreeMap<i64, Arc<OwnTexts>>, StorageError> {
    let mut all = BTreeMap::new();
    for number in numbers {
        if let Entry::Vacant(place) = all.entry(number) {
            place.insert(texts_of(app, tx, number).await?);
        }
    }
    Ok(all)
}

/// The texts of a version that a person asks for; `None` if there is no such version.
///
/// # Errors
/// The database failed.
#[tracing::instrument(skip_all)]
pub async fn find_texts(app: &App, number: i64) -> Result<Option<Arc<OwnTexts>>, StorageError> {
    let mut tx = app.db.read().await?;
    let exists = number == BUILT_IN_VERSION || own_texts::find(&mut tx, number).await?.is_some();
    if exists { Ok(Some(texts_of(app, &mut tx, number).await?)) } else { Ok(None) }
}

/// Up to `most` versions up to a number, newest first.
///
/// # Errors
/// The database failed.
#[tracing::instrument(skip_all)]
pub async fn list_saved(app: &App, up_to: i64, most: i64) -> Result<Vec<SavedVersion>, StorageError> {
    let mut tx = app.db.read().await?;
    let mut saved = Vec::new();
    for StoredTexts { version, saved_at, saved_by, .. } in own_texts::list(&mut tx, up_to, most).await? {
        let texts = texts_of(app, &mut tx, version).await?;
        let before = texts_of(app, &mut tx, version - 1).await?;
        saved.push(SavedVersion { number: version, saved_at, saved_by, texts, before });
    }
    Ok(saved)
}

fn read(stored: &StoredTexts) -> Option<OwnTexts> {
    parse_stored(&stored.definition).ok()
}

fn lacks(number: i64) -> StorageError {
    StorageError::Inconsistent { column: "own_texts.version", value: number.to_string() }
}

fn known(app: &App) -> MutexGuard<'_, KnownTexts> {
    app.own_texts.lock().unwrap_or_else(PoisonError::into_inner)
}

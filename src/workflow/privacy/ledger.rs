//! The ledger of erasures, and applying it to a database that was restored from before them.
//!
//! The rule: an erasure stands in the database and in the file beside the secret file; what one of them lacks is taken from the
//! other. Applied, it erases what was there when the erasure was made, and nothing that came later.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::privacy::ledger::LedgerEntry;
use crate::domain::privacy::sought::folded;
use crate::storage::StorageError;
use crate::storage::privacy::{erasures, person};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act;
use crate::workflow::privacy::erase::{erase_rows, purge_files};
use crate::workflow::privacy::person::mark;
use crate::workflow::privacy::{PrivacyError, ledger_file};

/// Complaints that are read at once.
const AT_ONCE: u32 = 1_000;

/// What applying the ledger did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many erasures the ledger knows.
    pub known: usize,
    /// How many people were still there, or there again, and were erased.
    pub erased: usize,
}

/// Erases again whom the ledger names if the file knows of an erasure that the database does not: then the database was restored from
/// before it. Where the file lacks what the database knows, since it was lost or the erasure was made on another machine, that is
/// added to it. Cheap where they agree, so that every start asks.
///
/// # Errors
/// As [`apply`].
pub async fn apply_if_restored(app: &App) -> Result<Applied, PrivacyError> {
    let path = ledger_file::path(&app.config);
    let in_file: BTreeSet<LedgerEntry> = ledger_file::read(&path)?.into_iter().collect();
    let stored: BTreeSet<LedgerEntry> =
        erasures::list(&mut app.db.read().await?).await?.into_iter().collect();
    if !in_file.is_subset(&stored) {
        return apply(app).await;
    }
    let lacking: Vec<LedgerEntry> = stored.difference(&in_file).cloned().collect();
    if !lacking.is_empty()
        && let Err(error) = ledger_file::append(&path, &lacking)
    {
        // No person is back: the database knows of these erasures. The next erasure here is refused until this is mended.
        tracing::warn!(%error, "the ledger of erasures lacks some that the database knows");
    }
    Ok(Applied::default())
}

/// The ledger that lies beside a secret file.
#[must_use]
pub fn file_of(secret_file: &Path) -> PathBuf {
    ledger_file::beside(secret_file)
}

/// Erases again whom the ledger names, before anything else reads the database.
///
/// # Errors
/// The ledger cannot be read or written; see [`PrivacyError`].
pub async fn apply(app: &App) -> Result<Applied, PrivacyError> {
    let entries = entries(app).await?;
    let mut until: BTreeMap<Vec<u8>, Timestamp> = BTreeMap::new();
    for entry in &entries {
        let last = until.entry(entry.address_hash.clone()).or_insert(entry.at);
        *last = entry.at.max(*last);
    }
    let complaints = complaints_of(app, &until).await?;
    let mut erased = 0;
    for (hash, until) in &until {
        let complaints = complaints.get(hash).map(Vec::as_slice).unwrap_or_default();
        erased += usize::from(erase_again(app, hash, complaints, *until).await?);
    }
    if erased > 0 {
        purge_files(app).await;
        tracing::info!(erased, "people whom the ledger of erasures names were erased again");
    }
    Ok(Applied { known: entries.len(), erased })
}

/// Takes over the erasures of a ledger that was kept elsewhere, and applies it.
///
/// # Errors
/// As [`apply`]; also if the file is not there.
pub async fn apply_file(app: &App, file: &Path) -> Result<Applied, PrivacyError> {
    take_over(&app.config.secret_file, file)?;
    apply(app).await
}

/// Takes over the erasures of a ledger that was kept elsewhere into the one beside a secret file; returns how many it names. Whatever
/// opens the database with that secret file applies them first ([`apply_if_restored`]).
///
/// # Errors
/// The file is not there, or a ledger cannot be read or written.
pub fn take_over(secret_file: &Path, file: &Path) -> Result<usize, PrivacyError> {
    let path = ledger_file::beside(secret_file);
    let known: BTreeSet<LedgerEntry> = ledger_file::read(&path)?.into_iter().collect();
    let given: BTreeSet<LedgerEntry> = ledger_file::read_given(file)?.into_iter().collect();
    let lacking: Vec<LedgerEntry> = given.difference(&known).cloned().collect();
    if !lacking.is_empty() {
        ledger_file::append(&path, &lacking)?;
    }
    Ok(given.len())
}

/// Every erasure that the database or the file knows; each of them then knows all.
///
/// # Errors
/// The file cannot be read or written, or the database failed.
pub async fn entries(app: &App) -> Result<Vec<LedgerEntry>, PrivacyError> {
    let path = ledger_file::path(&app.config);
    let in_file: BTreeSet<LedgerEntry> = ledger_file::read(&path)?.into_iter().collect();
    let stored: BTreeSet<LedgerEntry> =
        erasures::list(&mut app.db.read().await?).await?.into_iter().collect();
    let only_stored: Vec<LedgerEntry> = stored.difference(&in_file).cloned().collect();
    if !only_stored.is_empty() {
        ledger_file::append(&path, &only_stored)?;
    }
    let mut tx = app.db.write().await?;
    for entry in in_file.difference(&stored) {
        erasures::insert(&mut tx, app.randomness.uuid(entry.at), entry).await?;
    }
    tx.commit().await?;
    Ok(in_file.union(&stored).cloned().collect())
}

/// The complaints that hold an address of the ledger and were reported before its erasure.
async fn complaints_of(
    app: &App,
    until: &BTreeMap<Vec<u8>, Timestamp>,
) -> Result<BTreeMap<Vec<u8>, Vec<Uuid>>, StorageError> {
    let mut found: BTreeMap<Vec<u8>, Vec<Uuid>> = BTreeMap::new();
    if until.is_empty() {
        return Ok(found);
    }
    let mut tx = app.db.read().await?;
    let mut after = Uuid::nil();
    loop {
        let page = person::addresses(&mut tx, after, AT_ONCE).await?;
        let Some((last, _)) = page.last() else { return Ok(found) };
        after = *last;
        for (id, address) in page {
            let hash = app.secret.address_hash(&folded(&address)).to_vec();
            if until.get(&hash).is_some_and(|until| was_made_by(id, *until)) {
                found.entry(hash).or_default().push(id);
            }
        }
    }
}

/// Whether a row was made up to a moment, as its identifier tells to the millisecond.
fn was_made_by(id: Uuid, until: Timestamp) -> bool {
    let Some(made) = id.get_timestamp() else { return true };
    let (seconds, nanoseconds) = made.to_unix();
    let until_seconds = u64::try_from(until.timestamp()).unwrap_or_default();
    (seconds, nanoseconds) <= (until_seconds, until.timestamp_subsec_nanos())
}

async fn erase_again(
    app: &App,
    hash: &[u8],
    complaints: &[Uuid],
    until: Timestamp,
) -> Result<bool, PrivacyError> {
    let mut tx = app.db.write().await?;
    let person = person::find(&mut tx, hash, complaints, Some(until)).await?;
    if person.is_empty() {
        return Ok(false);
    }
    // What a worker held when the copy was made is held by none now.
    person::lock(&mut tx, &person, app.now()).await?;
    let person = person::find(&mut tx, hash, complaints, Some(until)).await?;
    erase_rows(app, &mut tx, &person, None).await?;
    act(app, &mut tx, &Actor::Operator, Action::ErasePerson, &mark(hash)).await?;
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::calendar::parse_moment;

    #[test]
    fn what_came_after_an_erasure_is_not_meant_by_it() {
        let at = |text: &str| parse_moment(text).unwrap();
        let made = at("2026-03-20T14:00:00Z");
        let milliseconds = u64::try_from(made.timestamp_millis()).unwrap();
        let id = uuid::Builder::from_unix_timestamp_millis(milliseconds, &[7; 10]).into_uuid();
        assert!(was_made_by(id, made) && was_made_by(id, at("2026-03-20T14:00:01Z")));
        assert!(!was_made_by(id, at("2026-03-20T13:59:59Z")));
    }
}

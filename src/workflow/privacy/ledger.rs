//! The ledger of erasures, and applying it to a database that was restored from before them.
//!
//! The rule: an erasure stands in the database and in the file beside the secret file, under every key that there was; what one of them
//! lacks is taken from the other. Applied, it erases what was there when the erasure was made, and nothing that came later. An erasure
//! that cannot be told for want of its key stops whatever would apply it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::privacy::ledger::{LedgerEntry, LedgerLine};
use crate::domain::privacy::sought::folded;
use crate::storage::StorageError;
use crate::storage::privacy::{erasures, person};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act;
use crate::workflow::privacy::erase::{erase_rows, purge_files};
use crate::workflow::privacy::ledger_lines::entries;
use crate::workflow::privacy::person::mark;
use crate::workflow::privacy::{PrivacyError, ledger_file};

/// Complaints that are read at once.
const AT_ONCE: u32 = 1_000;

/// What applying the ledger did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many lines the ledger has: one for each erasure and key.
    pub known: usize,
    /// How many people were still there, or there again, and were erased.
    pub erased: usize,
}

/// A person whom the ledger names, as far as an address in clear tells.
#[derive(Clone, Debug, Default)]
struct Named {
    complaints: Vec<Uuid>,
    /// The hashes of the address under every key.
    hashes: BTreeSet<Vec<u8>>,
}

/// Erases again whom the ledger names if the file knows of an erasure that the database does not: then the database was restored from
/// before it. Cheap where it was not, so that every start asks. What only the database knows, since the file was lost, is written again.
///
/// # Errors
/// As [`apply`].
#[tracing::instrument(skip_all)]
pub async fn apply_if_restored(app: &App) -> Result<Applied, PrivacyError> {
    let in_file = ledger_file::read_all(&app.config)?;
    let stored: BTreeSet<LedgerEntry> =
        erasures::list(&mut app.db.read().await?).await?.into_iter().collect();
    if !in_file.keys().all(|entry| stored.contains(entry)) {
        return apply(app).await;
    }
    if stored.iter().any(|entry| !in_file.contains_key(entry))
        && let Err(error) = entries(app).await
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

/// Takes over the erasures of a ledger that was kept elsewhere into the one beside a secret file; returns how many lines it has.
/// Whatever opens the database with that secret file applies them first ([`apply_if_restored`]).
///
/// # Errors
/// The file is not there, or a ledger cannot be read or written.
pub fn take_over(secret_file: &Path, file: &Path) -> Result<usize, PrivacyError> {
    let path = ledger_file::beside(secret_file);
    let known: BTreeSet<LedgerEntry> = ledger_file::read(&path)?.into_iter().map(|line| line.entry).collect();
    let given = ledger_file::read_given(file)?;
    let lacking: Vec<LedgerLine> =
        given.iter().filter(|line| !known.contains(&line.entry)).cloned().collect();
    if !lacking.is_empty() {
        ledger_file::append(&path, &lacking)?;
    }
    Ok(given.len())
}

/// Erases again whom the ledger names, before anything else reads the database.
///
/// # Errors
/// The ledger cannot be read or written, or a key for it is missing; see [`PrivacyError`].
#[tracing::instrument(skip_all)]
pub async fn apply(app: &App) -> Result<Applied, PrivacyError> {
    let entries = entries(app).await?;
    let mut until: BTreeMap<Vec<u8>, Timestamp> = BTreeMap::new();
    for entry in &entries {
        let last = until.entry(entry.address_hash.clone()).or_insert(entry.at);
        *last = entry.at.max(*last);
    }
    let mut named = named_in_clear(app, &until).await?;
    let (mut erased, mut done) = (0, BTreeSet::new());
    for (hash, until) in &until {
        let mut named = named.remove(hash).unwrap_or_default();
        // Lines of another key may name the same person.
        named.complaints.retain(|complaint| done.insert(*complaint));
        named.hashes.insert(hash.clone());
        erased += usize::from(erase_again(app, hash, &named, *until).await?);
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
#[tracing::instrument(skip_all)]
pub async fn apply_file(app: &App, file: &Path) -> Result<Applied, PrivacyError> {
    let given = ledger_file::read_given(file)?;
    ledger_file::append(&ledger_file::path(&app.config), &given)?;
    apply(app).await
}

/// By each hash of the ledger, whom it names among those whose complaints hold an address and were reported before the erasure.
async fn named_in_clear(
    app: &App,
    until: &BTreeMap<Vec<u8>, Timestamp>,
) -> Result<BTreeMap<Vec<u8>, Named>, StorageError> {
    let mut found: BTreeMap<Vec<u8>, Named> = BTreeMap::new();
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
            let hashes = app.secret.address_hashes(&folded(&address));
            let is_named = |hash: &&Vec<u8>| until.get(*hash).is_some_and(|until| was_made_by(id, *until));
            for hash in hashes.iter().filter(is_named) {
                let named = found.entry(hash.clone()).or_default();
                named.complaints.push(id);
                named.hashes.extend(hashes.iter().cloned());
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

async fn erase_again(app: &App, hash: &[u8], named: &Named, until: Timestamp) -> Result<bool, PrivacyError> {
    let hashes: Vec<Vec<u8>> = named.hashes.iter().cloned().collect();
    let mut tx = app.db.write().await?;
    let person = person::find(&mut tx, &hashes, &named.complaints, Some(until)).await?;
    if person.is_empty() {
        return Ok(false);
    }
    // What a worker held when the copy was made is held by none now.
    person::lock(&mut tx, &person, app.now()).await?;
    let person = person::find(&mut tx, &hashes, &named.complaints, Some(until)).await?;
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

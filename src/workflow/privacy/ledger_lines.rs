//! The lines of the ledger, in the file and in the database.
//!
//! The rule: lines are added and never changed, and stand in the file before the database has them. An erasure is written under every key
//! there is, since only at that moment the address is known: so a later key recognises it when an earlier one is gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::privacy::ledger::{LedgerEntry, LedgerLine};
use crate::storage::privacy::erasures;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::secret::used_keys::{UsedKey, maker_of, used_keys};
use crate::workflow::privacy::{PrivacyError, ledger_file};

/// Every erasure that the database or the file knows; each of them then knows all.
///
/// # Errors
/// The file cannot be read or written, the database failed, or the key of a line that only the file has is missing.
#[tracing::instrument(skip_all)]
pub async fn entries(app: &App) -> Result<Vec<LedgerEntry>, PrivacyError> {
    let in_file = ledger_file::read_all(&app.config)?;
    let mut tx = app.db.read().await?;
    let used = used_keys(&mut tx).await?;
    let stored: BTreeSet<LedgerEntry> = erasures::list(&mut tx).await?.into_iter().collect();
    drop(tx);
    refuse_unknown_keys(app, &in_file, &stored)?;
    let only_stored: Vec<LedgerLine> = stored
        .iter()
        .filter(|entry| !in_file.contains_key(*entry))
        .map(|entry| line_of(entry, &used))
        .collect();
    if !only_stored.is_empty() {
        ledger_file::append(&ledger_file::path(&app.config), &only_stored)?;
    }
    let only_in_file: Vec<&LedgerEntry> = in_file.keys().filter(|entry| !stored.contains(*entry)).collect();
    if !only_in_file.is_empty() {
        let mut tx = app.db.write().await?;
        for entry in only_in_file {
            erasures::insert(&mut tx, app.randomness.uuid(entry.at), entry).await?;
        }
        tx.commit().await?;
    }
    Ok(in_file.into_keys().collect::<BTreeSet<_>>().union(&stored).cloned().collect())
}

fn line_of(entry: &LedgerEntry, used: &[UsedKey]) -> LedgerLine {
    LedgerLine { entry: entry.clone(), key: maker_of(&entry.address_hash, used) }
}

/// Without its key, a person whose address stands in the restored database in clear would not be recognised.
fn refuse_unknown_keys(
    app: &App,
    in_file: &BTreeMap<LedgerEntry, LedgerLine>,
    stored: &BTreeSet<LedgerEntry>,
) -> Result<(), PrivacyError> {
    let is_known =
        |line: &LedgerLine| line.key.is_none_or(|key| app.secret.keys().any(|known| known.mark() == key));
    let known: BTreeSet<Timestamp> =
        in_file.values().filter(|line| is_known(line)).map(|line| line.entry.at).collect();
    let is_lost = |line: &&LedgerLine| !stored.contains(&line.entry) && !known.contains(&line.entry.at);
    match in_file.values().filter(is_lost).find_map(|line| line.key) {
        Some(key) => {
            let path = ledger_file::path(&app.config).display().to_string();
            Err(PrivacyError::LedgerKey { path, key })
        }
        None => Ok(()),
    }
}

/// Writes an erasure down under every key, in the file and within the caller's transaction.
pub async fn note_erasure(
    app: &App,
    tx: &mut Tx,
    folded_address: &str,
    at: Timestamp,
) -> Result<(), PrivacyError> {
    let line = |(hash, key)| LedgerLine { entry: LedgerEntry { address_hash: hash, at }, key: Some(key) };
    let keys = app.secret.keys().map(|key| key.mark());
    let hashes = app.secret.address_hashes(folded_address);
    let lines: Vec<LedgerLine> = hashes.into_iter().zip(keys).map(line).collect();
    insert(app, tx, &lines).await?;
    ledger_file::append(&ledger_file::path(&app.config), &lines)
}

/// Writes the erasures of an address, which earlier keys made the hashes of, down under the current key too; returns how many.
///
/// # Errors
/// The file cannot be written, or the database failed.
pub async fn carry_erasures(app: &App, tx: &mut Tx, folded_address: &str) -> Result<u64, PrivacyError> {
    let hashes = app.secret.address_hashes(folded_address);
    let Some((current, others)) = hashes.split_first() else { return Ok(0) };
    if others.is_empty() {
        return Ok(0);
    }
    let mut moments = BTreeSet::new();
    for other in others {
        moments.extend(erasures::moments(tx, other).await?);
    }
    for known in erasures::moments(tx, current).await? {
        moments.remove(&known);
    }
    let line = |at: &Timestamp| LedgerLine {
        entry: LedgerEntry { address_hash: current.clone(), at: *at },
        key: Some(app.secret.mark()),
    };
    let lines: Vec<LedgerLine> = moments.iter().map(line).collect();
    if lines.is_empty() {
        return Ok(0);
    }
    // The file first: where it cannot be written, the caller may go on, and the database must not say that it was.
    ledger_file::append(&ledger_file::path(&app.config), &lines)?;
    insert(app, tx, &lines).await?;
    Ok(lines.len() as u64)
}

async fn insert(app: &App, tx: &mut Tx, lines: &[LedgerLine]) -> Result<(), StorageError> {
    for LedgerLine { entry, .. } in lines {
        erasures::insert(tx, app.randomness.uuid(entry.at), entry).await?;
    }
    Ok(())
}

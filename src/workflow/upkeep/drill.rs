//! Proves a backup: restores it into a scratch place, brings it up to date there, and compares.
//!
//! The rule: a drill that fails is recorded like one that passes, and whatever it made is gone afterwards. It reads nothing
//! of the database in use and writes nothing to it but its record, nor to the ledger of erasures or the outbox.

mod left;
mod proofs;
mod scratch;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::token::keyring::Keyring;
use crate::domain::time::calendar::to_microseconds;
use crate::domain::upkeep::drill::{
    BackupsAndDrills, Drill, DrillRecord, LastOnes, Proof, ProofResult, passed,
};
use crate::storage::upkeep::{insert_drill, last_ones, newest};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};
use crate::workflow::upkeep::backup::{Told, hashed};
use crate::workflow::upkeep::drill::proofs::{Proofs, prove};
use crate::workflow::upkeep::drill::scratch::Scratch;
use crate::workflow::upkeep::restore::inspect::{Inspected, KeyGiven, inspect, missing_keys, unlock};
use crate::workflow::upkeep::restore::{RestoreError, restore};

/// What to try.
#[derive(Clone, Debug)]
pub struct DrillOrder {
    pub archive: PathBuf,
    /// [`KeyGiven::Nothing`] takes the keys of this installation.
    pub key: KeyGiven,
    /// A folder to work in, or the address of an empty PostgreSQL database.
    pub scratch: Option<String>,
}

/// Why a drill could not be recorded.
#[derive(Debug, thiserror::Error)]
pub enum DrillError {
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("the record of the drill could not be written: {0}")]
    Record(#[from] serde_json::Error),
}

/// Restores a backup in a scratch place, proves it, and records how that went.
///
/// # Errors
/// The record could not be stored. A backup that fails is no error: the record says so.
#[tracing::instrument(skip_all)]
pub async fn drill_restore(
    app: &App,
    actor: &Actor,
    order: DrillOrder,
    told: &Told,
) -> Result<Drill, DrillError> {
    demand(&mut app.db.read().await?, actor, Action::DrillRestore).await?;
    let begun_at = to_microseconds(app.now());
    let sha256 = sha256_of(&order.archive).await;
    let name = order.archive.file_name().map(|name| name.to_string_lossy().into_owned());
    let (made_at, results) = attempt(app, order, told).await;
    let took = (app.now() - begun_at).num_milliseconds();
    let record = DrillRecord {
        begun_at,
        took_ms: u64::try_from(took).unwrap_or_default(),
        archive: name.unwrap_or_default(),
        archive_sha256: sha256,
        made_at,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        passed: passed(&results),
        proofs: results.iter().map(ProofResult::recorded).collect(),
    };
    let drill = Drill::of(app.randomness.uuid(begun_at), &record)?;
    note(app, actor, &drill).await?;
    Ok(drill)
}

async fn note(app: &App, actor: &Actor, drill: &Drill) -> Result<(), DrillError> {
    let mut tx = app.db.write().await?;
    insert_drill(&mut tx, drill).await?;
    act(app, &mut tx, actor, Action::DrillRestore, &drill.subject()).await?;
    Ok(tx.commit().await?)
}

/// The newest backups and drills.
pub async fn backups_and_drills(tx: &mut Tx) -> Result<BackupsAndDrills, StorageError> {
    newest(tx).await
}

/// When the last backup and the last drill were.
#[tracing::instrument(skip_all)]
pub async fn last_backup_and_drill(app: &App) -> Result<LastOnes, StorageError> {
    last_ones(&mut app.db.read().await?).await
}

/// When the backup was made, and what was proved, up to the first step without which the next cannot be taken.
async fn attempt(
    app: &App,
    order: DrillOrder,
    told: &Told,
) -> (Option<crate::domain::Timestamp>, Vec<ProofResult>) {
    let mut results = Vec::new();
    let inspected = match inspect(&order.archive).await {
        Ok(inspected) => inspected,
        Err(error) => return (None, vec![ProofResult::failed(Proof::Archive, error.to_string())]),
    };
    let made_at = Some(inspected.manifest.made_at);
    let members = inspected.manifest.members.len();
    results
        .push(ProofResult::passed(Proof::Archive, format!("{members} members agree with their checksums")));
    match keys_of(app, &inspected, order.key).await {
        Err(error) => results.push(ProofResult::failed(Proof::Key, error.to_string())),
        Ok((keys, result)) => {
            results.push(result);
            in_scratch(app, &inspected, &keys, order.scratch, told, &mut results).await;
        }
    }
    (made_at, results)
}

async fn keys_of(
    app: &App,
    inspected: &Inspected,
    given: KeyGiven,
) -> Result<(Keyring, ProofResult), RestoreError> {
    let is_own = matches!(given, KeyGiven::Nothing);
    let given = if is_own { KeyGiven::Known(app.secret.clone()) } else { given };
    let keys = unlock(inspected, given).await?;
    let missing = missing_keys(inspected, &keys);
    let result = if let Some(mark) = missing.first() {
        ProofResult::skipped(
            Proof::Key,
            format!("the key that was in use is there, and {mark}, which may be needed too, is not"),
        )
    } else if is_own {
        ProofResult::skipped(
            Proof::Key,
            "the key of this installation fits; whether the sealed one opens was not tried, since no passphrase was given",
        )
    } else {
        ProofResult::passed(Proof::Key, "the key opens and belongs to the database")
    };
    Ok((keys, result))
}

async fn in_scratch(
    app: &App,
    inspected: &Inspected,
    keys: &Keyring,
    place: Option<String>,
    told: &Told,
    results: &mut Vec<ProofResult>,
) {
    let scratch = match Scratch::make(app, inspected, place).await {
        Ok(scratch) => scratch,
        Err(error) => return results.push(ProofResult::failed(Proof::Restore, error.to_string())),
    };
    let restored = restore(inspected, keys, scratch.target(), scratch.folder_for_a_dump(), told).await;
    match &restored {
        Err(error) => results.push(ProofResult::failed(Proof::Restore, error.to_string())),
        Ok(_) => {
            results.push(ProofResult::passed(Proof::Restore, "restored into a scratch place"));
            prove(&Proofs { app, inspected, keys, target: scratch.target() }, results).await;
        }
    }
    if let Err(error) = scratch.remove(restored.ok(), keys).await {
        tracing::warn!(%error, "the scratch place of the drill could not be removed");
    }
}

/// The SHA-256 of the archive; empty if it cannot be read.
async fn sha256_of(archive: &Path) -> String {
    let archive = Arc::<Path>::from(archive);
    let hashing = move || hashed(std::fs::File::open(archive).ok()?, "").ok();
    let found = tokio::task::spawn_blocking(hashing).await.ok().flatten();
    found.map(|member| member.sha256).unwrap_or_default()
}

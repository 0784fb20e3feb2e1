//! What a drill compares in the restored database.
//!
//! The rule: rows are compared before anything is migrated, since a migration may move them; everything else is proved in
//! the database as the program would serve it.

use std::sync::Arc;

use crate::app::App;
use crate::domain::access::token::keyring::Keyring;
use crate::domain::upkeep::drill::{Proof, ProofResult};
use crate::storage::StorageError;
use crate::storage::asking::invitations::find_by_link;
use crate::storage::engine::backup::{contents_of, soundness};
use crate::storage::engine::migrations;
use crate::storage::upkeep::sent_link;
use crate::workflow::access::audit::verify::verify_audit;
use crate::workflow::upkeep::recount::check_tallies;
use crate::workflow::upkeep::restore::erasures::open_restored;
use crate::workflow::upkeep::restore::inspect::Inspected;
use crate::workflow::upkeep::restore::target::Target;

/// How many differences are told.
const MOST: usize = 5;

/// What the proofs need.
pub struct Proofs<'a> {
    /// The installation that tries the backup.
    pub app: &'a App,
    pub inspected: &'a Inspected,
    pub keys: &'a Keyring,
    /// Where the backup was restored.
    pub target: &'a Target,
}

/// Proves the restored database, and adds how each proof went.
pub async fn prove(proofs: &Proofs<'_>, results: &mut Vec<ProofResult>) {
    results.push(told(Proof::Rows, rows(proofs).await));
    results.push(told(Proof::Integrity, integrity(proofs).await));
    let (clock, randomness) = (Arc::clone(&proofs.app.clock), proofs.app.randomness.clone());
    // With the key files of the scratch place: the ledger beside the one in use is of another database, and is not written to.
    let opened = open_restored(&proofs.app.config, proofs.target, proofs.keys, clock, randomness).await;
    let restored = match opened {
        Ok(restored) => restored,
        Err(error) => return results.push(ProofResult::failed(Proof::Migration, error.to_string())),
    };
    let (from, to) = (proofs.inspected.manifest.migration, migrations::newest());
    results.push(ProofResult::passed(Proof::Migration, format!("from migration {from} to {to}")));
    results.push(told(Proof::Tallies, tallies(&restored).await));
    results.push(told(Proof::Audit, audit(proofs, &restored).await));
    results.push(match link(&restored).await {
        Ok(None) => ProofResult::skipped(Proof::Link, "no mail with a link was sent yet"),
        Ok(Some(found)) => told(Proof::Link, Ok(found)),
        Err(error) => told(Proof::Link, Err(error)),
    });
    restored.db.close().await;
}

/// What was compared, or what is wrong.
type Found = Result<String, String>;

fn told(proof: Proof, outcome: Result<Found, StorageError>) -> ProofResult {
    match outcome {
        Ok(Ok(detail)) => ProofResult::passed(proof, detail),
        Ok(Err(wrong)) => ProofResult::failed(proof, wrong),
        Err(error) => ProofResult::failed(proof, error.to_string()),
    }
}

async fn rows(proofs: &Proofs<'_>) -> Result<Found, StorageError> {
    let expected = &proofs.inspected.manifest.rows;
    let found = contents_of(&proofs.target.address()).await?.rows;
    let mut differences: Vec<String> = expected
        .iter()
        .filter(|(table, count)| found.get(*table) != Some(*count))
        .map(|(table, count)| {
            let there = found.get(table).map_or("no table".to_owned(), u64::to_string);
            format!("{table}: {there} instead of {count}")
        })
        .collect();
    let added = found.keys().filter(|table| !expected.contains_key(*table));
    differences.extend(added.map(|table| format!("{table} was not in the backup")));
    Ok(if differences.is_empty() {
        let all: u64 = expected.values().sum();
        Ok(format!("{all} rows in {} tables, as in the manifest", expected.len()))
    } else {
        Err(first(&differences))
    })
}

async fn integrity(proofs: &Proofs<'_>) -> Result<Found, StorageError> {
    let faults = soundness::faults(&proofs.target.address()).await?;
    Ok(if faults.is_empty() {
        Ok("no damage, and every reference leads to a row".to_owned())
    } else {
        Err(first(&faults))
    })
}

async fn tallies(restored: &App) -> Result<Found, StorageError> {
    let mismatches = check_tallies(restored).await?;
    Ok(if mismatches.is_empty() {
        Ok("the tallies equal the responses".to_owned())
    } else {
        Err(format!("the tallies differ in {} places", mismatches.len()))
    })
}

async fn audit(proofs: &Proofs<'_>, restored: &App) -> Result<Found, StorageError> {
    let kept = proofs.inspected.manifest.audit.as_ref().and_then(|head| head.hash.parse().ok());
    let verified = verify_audit(restored, kept).await?;
    Ok(if verified.findings.is_empty() {
        let head = if kept.is_some() { "to the head in the manifest" } else { "without a head to compare" };
        Ok(format!("{} entries, {head}", verified.entries))
    } else {
        let wrong: Vec<String> = verified.findings.iter().map(ToString::to_string).collect();
        Err(first(&wrong))
    })
}

/// Makes the link of the mail that was sent last anew from the key that made it, and looks it up as a request would.
async fn link(restored: &App) -> Result<Option<Found>, StorageError> {
    let mut tx = restored.db.read().await?;
    let Some((nonce, stored)) = sent_link(&mut tx).await? else { return Ok(None) };
    let Some(key) = restored.secret.maker_of_link(&nonce, &stored) else {
        return Ok(Some(Err("no key makes the link that was mailed last".to_owned())));
    };
    let found = find_by_link(&mut tx, key.link_token(&nonce).hash()).await?;
    Ok(Some(match found {
        Some(_) => Ok("the link that was mailed last leads to its invitation".to_owned()),
        None => Err("the link that was mailed last leads nowhere".to_owned()),
    }))
}

/// The first of several things, and how many more there are.
fn first(wrong: &[String]) -> String {
    let mut text = wrong.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ");
    if wrong.len() > MOST {
        text.push_str(&format!("; and {} more", wrong.len() - MOST));
    }
    text
}

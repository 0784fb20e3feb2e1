//! Gives entries of earlier versions their place in the chain, after the migration that made room for it.
//!
//! The rule: they are chained in the order of time and only once, also if several processes start together. Addresses that
//! those versions stored become identifiers on the way, queries keep no words that a person typed, and reasons move beside
//! the audit. Any other subject stays as it is.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::audit_chain::AuditEntry;
use crate::domain::insight::query::audited::{KEYWORDS_PREVIEW, audited};
use crate::domain::time::calendar::to_microseconds;
use crate::storage::access::{audit, audit_chain};
use crate::storage::engine::installation;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::stored_person;

/// The installation fact that holds once the entries of earlier versions are chained.
const DONE: &str = "audit chained";
/// Entries per transaction.
const AT_ONCE: u32 = 1_000;
/// The actions whose subject was the address of a user.
const ON_USERS: [Action; 4] = [Action::AddUser, Action::LinkUser, Action::DisableUser, Action::EnableUser];
/// The actions whose subject was the query that was asked.
const QUERIES: [Action; 10] = [
    Action::ReadVerbatims,
    Action::ReadResponses,
    Action::ReadNpsByDay,
    Action::ReadSatisfactionByDay,
    Action::ReadFunnelByDay,
    Action::ReadControlChartByDay,
    Action::ReadDifferenceByDay,
    Action::ReadDashboardByDay,
    Action::ReadNormProposalByDay,
    Action::ReadNormBacktestByDay,
];
/// Before every entry.
const START: (Timestamp, Uuid) = (Timestamp::UNIX_EPOCH, Uuid::nil());

/// Chains the entries of earlier versions, unless that was done; returns how many this process chained.
///
/// # Errors
/// The database failed; what was chained before stays chained, and the next start goes on.
#[tracing::instrument(skip_all)]
pub async fn chain_earlier_entries(app: &App) -> Result<u64, StorageError> {
    if is_done(&mut app.db.read().await?).await? {
        return Ok(0);
    }
    let (mut after, mut chained) = (START, 0);
    loop {
        let mut tx = app.db.write().await?;
        audit_chain::lock(&mut tx).await?;
        if is_done(&mut tx).await? {
            break;
        }
        let entries = audit_chain::take_unchained(&mut tx, after, AT_ONCE).await?;
        let Some(last) = entries.last() else {
            // What has no place from now on was put in by something else, and verifying tells of it.
            installation::set(&mut tx, DONE, "true").await?;
            tx.commit().await?;
            break;
        };
        after = (last.at, last.id);
        chained += entries.len() as u64;
        append_again(app, &mut tx, entries).await?;
        tx.commit().await?;
    }
    if chained > 0 {
        tracing::info!(entries = chained, "the audit of earlier versions was chained");
    }
    Ok(chained)
}

async fn is_done(tx: &mut Tx) -> Result<bool, StorageError> {
    Ok(installation::find(tx, DONE).await?.is_some())
}

async fn append_again(app: &App, tx: &mut Tx, entries: Vec<AuditEntry>) -> Result<(), StorageError> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for mut entry in entries {
        entry.at = to_microseconds(entry.at);
        if let Some(email) = entry.actor.strip_prefix("user ").filter(|who| who.contains('@')) {
            entry.actor = stored(app, tx, &mut known, email).await?;
        }
        if is_among(&ON_USERS, &entry) && entry.subject.contains('@') {
            entry.subject = stored(app, tx, &mut known, &entry.subject).await?;
        }
        if is_among(&QUERIES, &entry) && entry.subject != KEYWORDS_PREVIEW {
            entry.subject = audited(&entry.subject);
        }
        if entry.action == Action::RemoveSuppression.name()
            && let Some((hash, reason)) = entry.subject.split_once(": ")
        {
            audit::insert_words(tx, entry.id, reason).await?;
            entry.subject = hash.to_owned();
        }
        tx.append_to_audit(entry)?;
    }
    Ok(())
}

fn is_among(actions: &[Action], entry: &AuditEntry) -> bool {
    actions.iter().any(|action| action.name() == entry.action)
}

/// How the person with an address is stored, looked up once.
async fn stored(
    app: &App,
    tx: &mut Tx,
    known: &mut BTreeMap<String, String>,
    email: &str,
) -> Result<String, StorageError> {
    if let Some(stored) = known.get(email) {
        return Ok(stored.clone());
    }
    let stored = stored_person(app, tx, email).await?;
    known.insert(email.to_owned(), stored.clone());
    Ok(stored)
}

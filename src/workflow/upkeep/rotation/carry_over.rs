//! Brings what can be made anew under the current key, so that an earlier one is needed for less: hashes of addresses that are
//! still kept, with what stands under them (the list that is never mailed, restrictions, links of who was erased, erasures), and the
//! secrets of authenticator apps.
//!
//! The rule: it begins an hour after a key came into use. Until then a process that was not restarted yet may look for what
//! stands there under the earlier key. Each address changes everywhere in one transaction.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::ids::InvitationId;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::access::secret_keys::{self, HashedAddress};
use crate::storage::engine::installation;
use crate::storage::privacy::hashes::bring_over;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::second_factor::reseal::reseal;
use crate::workflow::access::secret::secret_in_use::secret_in_use;
use crate::workflow::access::secret::used_keys::used_keys;
use crate::workflow::privacy::PrivacyError;
use crate::workflow::privacy::ledger_lines::carry_erasures;

/// How long after a key came into use.
pub const BEGINS_AFTER: TimeDelta = TimeDelta::hours(1);
/// Invitations in one pass.
const AT_ONCE: u32 = 200;
/// The installation fact that says up to which invitation addresses were brought over, and to which key.
const CARRIED: &str = "secret carried over";

/// Brings over a part of what is left; returns how many rows changed.
#[tracing::instrument(skip_all)]
pub async fn carry_over(app: &App) -> Result<u64, StorageError> {
    if app.secret.is_single() || !is_time(app).await? {
        return Ok(0);
    }
    let changed = reseal(app).await? + carry_addresses(app).await?;
    if changed > 0 {
        tracing::info!(changed, "what an earlier key made was brought under the current one");
    }
    Ok(changed)
}

/// Whether the current key of this process is the one in use, for long enough. After a return to the first key, of which it is not
/// noted since when, nothing is brought over.
async fn is_time(app: &App) -> Result<bool, StorageError> {
    let mut tx = app.db.read().await?;
    let ours = app.secret.fingerprint();
    if secret_in_use(&mut tx).await?.as_ref() != Some(&ours) {
        return Ok(false);
    }
    let used = used_keys(&mut tx).await?;
    let since = used.iter().find(|key| key.fingerprint == ours).and_then(|key| key.since);
    Ok(since.is_some_and(|since| app.now() - since >= BEGINS_AFTER))
}

async fn carry_addresses(app: &App) -> Result<u64, StorageError> {
    let after = carried_up_to(app, &mut app.db.read().await?).await?;
    let found = secret_keys::addresses_after(&mut app.db.read().await?, after, AT_ONCE).await?;
    let Some(last) = found.last() else { return Ok(0) };
    let mut tx = app.db.write().await?;
    let mut changed = 0;
    for address in &found {
        changed += carry_address(app, &mut tx, address).await?;
    }
    installation::set(&mut tx, CARRIED, &format!("{} {}", app.secret.mark(), last.id.0)).await?;
    tx.commit().await?;
    Ok(changed)
}

/// The last invitation that was looked at for the current key.
async fn carried_up_to(app: &App, tx: &mut Tx) -> Result<InvitationId, StorageError> {
    let carried = installation::find(tx, CARRIED).await?.unwrap_or_default();
    let place = carried.split_once(' ').filter(|(mark, _)| *mark == app.secret.mark().to_string());
    Ok(InvitationId(place.and_then(|(_, id)| id.parse().ok()).unwrap_or_default()))
}

async fn carry_address(app: &App, tx: &mut Tx, found: &HashedAddress) -> Result<u64, StorageError> {
    let Ok(address) = found.recipient_address.parse::<EmailAddress>() else { return Ok(0) };
    let folded = address.folded();
    let brought = bring_over(tx, &app.secret.address_hashes(&folded)).await?;
    match carry_erasures(app, tx, &folded).await {
        Ok(carried) => Ok(brought + carried),
        Err(PrivacyError::Storage(error)) => Err(error),
        Err(error) => {
            // What is not carried is counted among what the earlier key is needed for.
            tracing::warn!(%error, "an erasure was not brought under the current key");
            Ok(brought)
        }
    }
}

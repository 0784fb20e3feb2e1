//! The suppression list of addresses that are never mailed, as administrators and the operator maintain it.
//!
//! The rule: of an address the list keeps a keyed hash, so it can be looked up and not read back. It is looked up under every
//! key, and on the list at most once.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::people::email_address::EmailAddress;
use crate::domain::sending::delivery::SuppressionReason;
use crate::domain::sending::suppression::{ListPlace, ListedAddress};
use crate::storage::StorageError;
use crate::storage::privacy::hashes::bring_over;
use crate::storage::sending::suppressions::{self, Suppression};
use crate::workflow::access::audit::{Actor, record_with_words};
use crate::workflow::access::permission::{ActError, act, demand};

/// Entries on a page of the list.
const AT_ONCE: u32 = 100;

/// Why the list was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SuppressionError {
    #[error("this address is not on the list")]
    NotListed,
    #[error("a reason of 1 to 200 characters is required: it is kept beside the audit")]
    NoReason,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Puts an address on the list; false if it was there, for a reason that stays.
///
/// # Errors
/// The actor may not, or the database failed.
#[tracing::instrument(skip_all)]
pub async fn add_suppression(app: &App, actor: &Actor, address: &EmailAddress) -> Result<bool, ActError> {
    let hash = app.secret.address_hash(&address.folded());
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::AddSuppression).await?;
    bring_over(&mut tx, &app.secret.address_hashes(&address.folded())).await?;
    let is_new = suppressions::insert(&mut tx, &hash, SuppressionReason::ByStaff, app.now()).await?;
    if is_new {
        act(app, &mut tx, actor, Action::AddSuppression, &short(&hash)).await?;
    }
    // An entry that was there may have been brought over to the present key.
    tx.commit().await?;
    Ok(is_new)
}

/// Removes an address from the list; the reason is kept beside the audit, since it may tell of a person.
///
/// # Errors
/// See [`SuppressionError`].
#[tracing::instrument(skip_all)]
pub async fn remove_suppression(
    app: &App,
    actor: &Actor,
    address: &EmailAddress,
    reason: &str,
) -> Result<(), SuppressionError> {
    let reason = reason.trim();
    if !(1..=200).contains(&reason.chars().count()) || reason.chars().any(char::is_control) {
        return Err(SuppressionError::NoReason);
    }
    let hash = app.secret.address_hash(&address.folded());
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::RemoveSuppression).await?;
    bring_over(&mut tx, &app.secret.address_hashes(&address.folded())).await?;
    if !suppressions::delete(&mut tx, &hash).await? {
        return Err(SuppressionError::NotListed);
    }
    let action = Action::RemoveSuppression;
    record_with_words(app, &mut tx, actor, action, &short(&hash), reason).await?;
    Ok(tx.commit().await?)
}

/// The whole list, oldest first, or the one entry of an address.
#[tracing::instrument(skip_all)]
pub async fn list_suppressions(
    app: &App,
    address: Option<&EmailAddress>,
) -> Result<Vec<Suppression>, StorageError> {
    let mut tx = app.db.read().await?;
    match address {
        None => suppressions::list(&mut tx).await,
        Some(address) => {
            for hash in app.secret.address_hashes(&address.folded()) {
                if let Some(found) = suppressions::find(&mut tx, &hash).await? {
                    return Ok(vec![found]);
                }
            }
            Ok(Vec::new())
        }
    }
}

/// What the list says of an address; `None` if it may be mailed.
#[tracing::instrument(skip_all)]
pub async fn find_suppression(
    app: &App,
    address: &EmailAddress,
) -> Result<Option<ListedAddress>, StorageError> {
    Ok(list_suppressions(app, Some(address)).await?.first().map(listed))
}

/// A page of the list, newest first.
#[derive(Clone, Debug)]
pub struct SuppressionsPage {
    pub entries: Vec<ListedAddress>,
    /// How many addresses are on the list.
    pub count: u64,
    /// Where the next page begins.
    pub next: Option<ListPlace>,
}

/// The page of the list that begins behind a place; the first one for `None`.
#[tracing::instrument(skip_all)]
pub async fn suppressions_page(
    app: &App,
    before: Option<&ListPlace>,
) -> Result<SuppressionsPage, StorageError> {
    let mut tx = app.db.read().await?;
    let before = before.map(|place| (place.at, place.address_hash.as_slice()));
    let mut found = suppressions::newest(&mut tx, before, AT_ONCE + 1).await?;
    let has_more = found.len() > AT_ONCE as usize;
    found.truncate(AT_ONCE as usize);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|last| ListPlace { at: last.at, address_hash: last.address_hash.clone() });
    let count = suppressions::count(&mut tx).await?;
    Ok(SuppressionsPage { entries: found.iter().map(listed).collect(), count, next })
}

fn listed(entry: &Suppression) -> ListedAddress {
    ListedAddress { mark: short(&entry.address_hash), reason: entry.reason, at: entry.at }
}

/// The beginning of an address's hash: enough to tell entries apart, and not an address.
#[must_use]
pub fn short(address_hash: &[u8]) -> String {
    address_hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

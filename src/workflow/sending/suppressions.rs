//! The suppression list of addresses that are never mailed, as staff maintain it.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::people::email_address::EmailAddress;
use crate::domain::sending::delivery::SuppressionReason;
use crate::storage::StorageError;
use crate::storage::sending::suppressions::{self, Suppression};
use crate::workflow::access::audit::{Actor, record, record_with_words};

/// Why the list was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SuppressionError {
    #[error("this address is not on the list")]
    NotListed,
    #[error("a reason of 1 to 200 characters is required: it is kept beside the audit")]
    NoReason,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Puts an address on the list.
pub async fn add_suppression(app: &App, address: &EmailAddress) -> Result<(), StorageError> {
    let hash = app.secret.address_hash(&address.folded());
    let mut tx = app.db.write().await?;
    if !suppressions::insert(&mut tx, &hash, SuppressionReason::ByStaff, app.now()).await? {
        return Ok(());
    }
    record(app, &mut tx, &Actor::Operator, Action::AddSuppression, &short(&hash)).await?;
    tx.commit().await
}

/// Removes an address from the list; the reason is kept beside the audit, since it may tell of a person.
///
/// # Errors
/// See [`SuppressionError`].
pub async fn remove_suppression(
    app: &App,
    address: &EmailAddress,
    reason: &str,
) -> Result<(), SuppressionError> {
    let reason = reason.trim();
    if !(1..=200).contains(&reason.chars().count()) || reason.chars().any(char::is_control) {
        return Err(SuppressionError::NoReason);
    }
    let hash = app.secret.address_hash(&address.folded());
    let mut tx = app.db.write().await?;
    if !suppressions::delete(&mut tx, &hash).await? {
        return Err(SuppressionError::NotListed);
    }
    let action = Action::RemoveSuppression;
    record_with_words(app, &mut tx, &Actor::Operator, action, &short(&hash), reason).await?;
    Ok(tx.commit().await?)
}

/// The list, or the one entry of an address.
pub async fn list_suppressions(
    app: &App,
    address: Option<&EmailAddress>,
) -> Result<Vec<Suppression>, StorageError> {
    let mut tx = app.db.read().await?;
    match address {
        None => suppressions::list(&mut tx).await,
        Some(address) => {
            let hash = app.secret.address_hash(&address.folded());
            Ok(suppressions::find(&mut tx, &hash).await?.into_iter().collect())
        }
    }
}

/// The beginning of an address's hash: enough to tell entries apart, and not an address.
#[must_use]
pub fn short(address_hash: &[u8]) -> String {
    address_hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

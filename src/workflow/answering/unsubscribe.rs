//! Unsubscribing: the address goes on the suppression list, immediately and until its owner takes that back.
//!
//! The rule: taking back needs a tick, since a mail scanner presses buttons and ticks nothing; and it takes off the list
//! only what unsubscribing put there, never a bounce or a decision of staff.

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::sending::delivery::SuppressionReason;
use crate::storage::asking::invitations;
use crate::storage::privacy::erasures;
use crate::storage::sending::suppressions;
use crate::storage::{StorageError, Tx};
use crate::workflow::answering::survey::Survey;

/// Whether the respondent behind a survey's link had unsubscribed before.
#[tracing::instrument(skip_all)]
pub async fn has_unsubscribed(app: &App, survey: &Survey) -> Result<bool, StorageError> {
    let Some(hash) = survey.invitation().and_then(|invitation| invitation.address_hash.as_ref()) else {
        return Ok(false);
    };
    let suppression = suppressions::find(&mut app.db.read().await?, hash).await?;
    Ok(suppression.is_some_and(|suppression| suppression.reason == SuppressionReason::Unsubscribed))
}

/// Puts the address behind a link on the suppression list; false if the link is not ours. Idempotent.
#[tracing::instrument(skip_all)]
pub async fn unsubscribe(app: &App, token: &Token) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    let Some(hash) = address_of(&mut tx, token).await? else { return Ok(false) };
    if !hash.is_empty() {
        suppressions::insert(&mut tx, &hash, SuppressionReason::Unsubscribed, app.now()).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Takes an unsubscription back; false if the link is not ours or the address is on the list for another reason.
/// Idempotent.
#[tracing::instrument(skip_all)]
pub async fn take_back_unsubscription(app: &App, token: &Token) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    let Some(hash) = address_of(&mut tx, token).await?.filter(|hash| !hash.is_empty()) else {
        return Ok(false);
    };
    let is_off = suppressions::delete_unsubscribed(&mut tx, &hash).await?
        || suppressions::find(&mut tx, &hash).await?.is_none();
    tx.commit().await?;
    Ok(is_off)
}

/// The keyed hash of the address to which a link was mailed, also of a person who was erased since; empty where none is kept, and
/// `None` for a link that is not ours.
async fn address_of(tx: &mut Tx, token: &Token) -> Result<Option<Vec<u8>>, StorageError> {
    match invitations::find_by_link(tx, token.hash()).await? {
        Some(invitation) => Ok(Some(invitation.address_hash.unwrap_or_default())),
        None => erasures::find_link(tx, token.hash()).await,
    }
}

//! Unsubscribing: the address goes on the suppression list, immediately and until its owner takes that back.
//!
//! The rule: taking back needs a tick, since a mail scanner presses buttons and ticks nothing; and it takes off the list
//! only what unsubscribing put there, never a bounce or a decision of staff.

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::sending::delivery::SuppressionReason;
use crate::storage::StorageError;
use crate::storage::asking::invitations;
use crate::storage::sending::suppressions;
use crate::workflow::answering::survey::Survey;

/// Whether the respondent behind a survey's link had unsubscribed before.
pub async fn has_unsubscribed(app: &App, survey: &Survey) -> Result<bool, StorageError> {
    let Some(hash) = survey.invitation().and_then(|invitation| invitation.address_hash.as_ref()) else {
        return Ok(false);
    };
    let suppression = suppressions::find(&mut app.db.read().await?, hash).await?;
    Ok(suppression.is_some_and(|suppression| suppression.reason == SuppressionReason::Unsubscribed))
}

/// Puts the address behind a link on the suppression list; false if the link is not ours. Idempotent.
pub async fn unsubscribe(app: &App, token: &Token) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    let Some(invitation) = invitations::find_by_link(&mut tx, token.hash()).await? else {
        return Ok(false);
    };
    if let Some(hash) = &invitation.address_hash {
        suppressions::insert(&mut tx, hash, SuppressionReason::Unsubscribed, app.now()).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Takes an unsubscription back; false if the link is not ours or the address is on the list for another reason.
/// Idempotent.
pub async fn take_back_unsubscription(app: &App, token: &Token) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    let Some(invitation) = invitations::find_by_link(&mut tx, token.hash()).await? else {
        return Ok(false);
    };
    let Some(hash) = &invitation.address_hash else { return Ok(false) };
    let is_off = suppressions::delete_unsubscribed(&mut tx, hash).await?
        || suppressions::find(&mut tx, hash).await?.is_none();
    tx.commit().await?;
    Ok(is_off)
}

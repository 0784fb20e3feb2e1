//! Somebody wants no further surveys: the address goes on the list that is never mailed, at once and for ever.

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::sending::delivery::SuppressionReason;
use crate::storage::StorageError;
use crate::storage::asking::invitations;
use crate::storage::sending::suppressions;
use crate::workflow::answering::survey::Survey;

/// Whether the person behind a survey's link wanted no further surveys before.
pub async fn has_unsubscribed(app: &App, survey: &Survey) -> Result<bool, StorageError> {
    let Some(hash) = survey.invitation().and_then(|invitation| invitation.address_hash.as_ref()) else {
        return Ok(false);
    };
    let suppression = suppressions::find(&mut app.db.read().await?, hash).await?;
    Ok(suppression.is_some_and(|suppression| suppression.reason == SuppressionReason::Unsubscribed))
}

/// Puts the address behind a link on the list; false when the link is not ours. Doing it twice is fine.
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

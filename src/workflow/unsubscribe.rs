//! Somebody wants no further surveys: the address goes on the list that is never mailed, at once and for ever.

use crate::app::App;
use crate::domain::delivery::SuppressionReason;
use crate::domain::token::Token;
use crate::storage::{StorageError, invitations, suppressions};

/// Puts the address behind a link on the list; false when the link is not ours. Doing it twice is fine.
///
/// # Errors
/// The database failed.
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

//! Expires invitations.

use crate::app::App;
use crate::storage::StorageError;
use crate::storage::asking::invitations;

/// Expires all invitations that are past their time; returns how many.
#[tracing::instrument(skip_all)]
pub async fn expire_invitations(app: &App) -> Result<u64, StorageError> {
    let mut tx = app.db.write().await?;
    let expired = invitations::expire(&mut tx, app.now()).await?;
    tx.commit().await?;
    Ok(expired)
}

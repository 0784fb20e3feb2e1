//! Checks the tallies against the responses, and rebuilds them.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::storage::StorageError;
use crate::storage::insight::tallies::Mismatch;
use crate::storage::insight::{counts, tallies};
use crate::workflow::access::audit::{Actor, record};

/// Recounts closures, invitations and responses, and returns each day, by either basis, on which the tallies differ.
pub async fn check_tallies(app: &App) -> Result<Vec<Mismatch>, StorageError> {
    let mut tx = app.db.write().await?;
    let mut found = tallies::mismatches(&mut tx).await?;
    found.extend(counts::mismatches(&mut tx).await?);
    tx.commit().await?;
    Ok(found)
}

/// Deletes the tallies and recounts everything, in one transaction; returns the number of rows counted.
///
/// # Errors
/// The database failed; then the tallies are unchanged.
pub async fn rebuild_tallies(app: &App, actor: &Actor) -> Result<u64, StorageError> {
    let mut tx = app.db.write().await?;
    let counted = tallies::rebuild(&mut tx).await? + counts::rebuild(&mut tx).await?;
    record(app, &mut tx, actor, Action::RebuildTallies, &counted.to_string()).await?;
    tx.commit().await?;
    Ok(counted)
}

//! The proof that the tallies equal the responses, and their rebuilding.

use crate::app::App;
use crate::storage::StorageError;
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::Mismatch;
use crate::workflow::access::audit::{Actor, record};

/// Counts closures, invitations and responses anew and names each day, by either basis, on which the tallies say another
/// thing.
pub async fn check_tallies(app: &App) -> Result<Vec<Mismatch>, StorageError> {
    let mut tx = app.db.write().await?;
    let found = tallies::mismatches(&mut tx).await?;
    tx.commit().await?;
    Ok(found)
}

/// Throws the tallies away and counts everything anew, in one transaction; returns the rows that were counted.
///
/// # Errors
/// The database failed; then the tallies are as they were.
pub async fn rebuild_tallies(app: &App, actor: &Actor) -> Result<u64, StorageError> {
    let mut tx = app.db.write().await?;
    let counted = tallies::rebuild(&mut tx).await?;
    record(app, &mut tx, actor, "rebuild tallies", &counted.to_string()).await?;
    tx.commit().await?;
    Ok(counted)
}

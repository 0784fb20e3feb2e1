//! Changes are folded into the tallies, in pieces short enough that nobody waits for the writer.

use crate::app::App;
use crate::storage::StorageError;
use crate::storage::insight::tallies;

/// Changes in one transaction.
const PIECE: u32 = 4_000;

/// Folds all changes that are there; returns how many.
///
/// # Errors
/// The database failed; what was folded before stays folded.
pub async fn fold_tallies(app: &App) -> Result<u64, StorageError> {
    let mut folded = 0;
    while tallies::has_unfolded(&mut app.db.read().await?).await? {
        let mut tx = app.db.write().await?;
        let piece = tallies::fold(&mut tx, PIECE).await?;
        tx.commit().await?;
        folded += piece;
    }
    Ok(folded)
}

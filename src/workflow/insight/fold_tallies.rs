//! Folds changes into the tallies and counts, in transactions short enough not to hold up other writers.

use crate::app::App;
use crate::storage::StorageError;
use crate::storage::insight::{counts, tallies};

/// Changes per transaction.
const PIECE: u32 = 4_000;

/// Folds all pending changes; returns how many.
///
/// # Errors
/// The database failed; what was folded before stays folded.
#[tracing::instrument(skip_all)]
pub async fn fold_tallies(app: &App) -> Result<u64, StorageError> {
    let mut folded = 0;
    while has_unfolded(app).await? {
        let mut tx = app.db.write().await?;
        let piece = tallies::fold(&mut tx, PIECE).await? + counts::fold(&mut tx, PIECE).await?;
        tx.commit().await?;
        folded += piece;
    }
    Ok(folded)
}

async fn has_unfolded(app: &App) -> Result<bool, StorageError> {
    let mut tx = app.db.read().await?;
    Ok(tallies::has_unfolded(&mut tx).await? || counts::has_unfolded(&mut tx).await?)
}

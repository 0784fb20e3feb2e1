//! The ledger of all proposals and decisions, and the frozen dossiers.

use crate::app::App;
use crate::domain::ids::NormId;
use crate::domain::norms::norm::Ledger;
use crate::storage::{StorageError, norms};

/// All norms, past and present.
#[tracing::instrument(skip_all)]
pub async fn ledger(app: &App) -> Result<Ledger, StorageError> {
    norms::ledger(&mut app.db.read().await?).await
}

/// The canonical JSON of a norm's dossier; `None` if there is no such norm.
#[tracing::instrument(skip_all)]
pub async fn dossier_text(app: &App, id: NormId) -> Result<Option<String>, StorageError> {
    let found = norms::dossier(&mut app.db.read().await?, id).await?;
    Ok(found.map(|(text, _)| text))
}

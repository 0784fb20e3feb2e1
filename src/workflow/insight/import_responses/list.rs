//! The imports of earlier results.

use crate::app::App;
use crate::domain::answering::imported::{ImportRecord, ImportState};
use crate::domain::ids::ImportId;
use crate::storage::StorageError;
use crate::storage::answering::imports;
use crate::workflow::access::audit::names::AuditNames;

/// All imports, the newest first, with the addresses of those who did them.
#[tracing::instrument(skip_all)]
pub async fn list_imports(app: &App) -> Result<Vec<ImportRecord>, StorageError> {
    let mut tx = app.db.read().await?;
    let names = AuditNames::read(&mut tx).await?;
    let records = imports::list(&mut tx).await?;
    Ok(records.into_iter().map(|record| named(&names, record)).collect())
}

/// One import; `None` if there is none with this identifier.
#[tracing::instrument(skip_all)]
pub async fn find_import(app: &App, id: ImportId) -> Result<Option<ImportRecord>, StorageError> {
    let mut tx = app.db.read().await?;
    let names = AuditNames::read(&mut tx).await?;
    Ok(imports::find(&mut tx, id).await?.map(|record| named(&names, record)))
}

fn named(names: &AuditNames, record: ImportRecord) -> ImportRecord {
    let state = match record.state {
        ImportState::Undone { at, by } => ImportState::Undone { at, by: names.actor(&by) },
        other => other,
    };
    ImportRecord { imported_by: names.actor(&record.imported_by), state, ..record }
}

//! Undoes a whole import of earlier results: its responses go, with all that belongs to them and their part of the tallies.
//!
//! The rule: some responses at a time, each batch in a transaction of its own that is whole. So no other writer waits long, and
//! an interrupted undo resumes where it stopped, when the import is undone again or at the next tick. What was frozen stays:
//! dossiers of norms, verdicts and signals keep the figures of their day.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::answering::imported::ImportState;
use crate::domain::ids::ImportId;
use crate::storage::StorageError;
use crate::storage::answering::imports::{self, undo};
use crate::storage::insight::tallies;
use crate::workflow::access::audit::{Actor, stored_actor};
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::{Told, UNTOLD};

/// Responses per transaction: some tens of milliseconds.
const AT_ONCE: u32 = 2_000;

/// Why nothing was undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoImportError {
    #[error("there is no import with this identifier; `naklank responses imports` lists them")]
    Unknown,
    #[error("this import was undone before: nothing of it is left")]
    AlreadyUndone,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Undoes an import, or goes on where an undoing was cut off; returns how many responses it had.
///
/// # Errors
/// See [`UndoImportError`]. When the database fails in between, the rest is still there and can be undone again.
#[tracing::instrument(skip_all)]
pub async fn undo_import(
    app: &App,
    actor: &Actor,
    id: ImportId,
    told: Told<'_>,
) -> Result<u64, UndoImportError> {
    let mut tx = app.db.write().await?;
    act(app, &mut tx, actor, Action::UndoImport, &id.to_string()).await?;
    let record = imports::find(&mut tx, id).await?.ok_or(UndoImportError::Unknown)?;
    let by = stored_actor(app, &mut tx, actor).await?;
    if matches!(record.state, ImportState::Undone { .. }) || !undo::begin(&mut tx, id, &by, app.now()).await?
    {
        return Err(UndoImportError::AlreadyUndone);
    }
    tx.commit().await?;
    remove_rest(app, id, usize::try_from(record.responses).unwrap_or(usize::MAX), told).await?;
    Ok(record.responses)
}

/// Goes on with the undoings that were cut off; returns how many responses it removed.
#[tracing::instrument(skip_all)]
pub async fn finish_undoings(app: &App) -> Result<u64, StorageError> {
    let mut removed = 0;
    let begun = undo::begun(&mut app.db.read().await?).await?;
    for id in begun {
        removed += remove_rest(app, id, 0, UNTOLD).await?;
    }
    Ok(removed)
}

/// Removes what is left of an import that is being undone, `all` responses at most.
async fn remove_rest(app: &App, id: ImportId, all: usize, told: Told<'_>) -> Result<u64, StorageError> {
    let mut done = 0;
    loop {
        told(done, all);
        let mut tx = app.db.write().await?;
        if !undo::take_turn(&mut tx, id).await? {
            // Another process has completed it.
            return Ok(done as u64);
        }
        let removed = undo::remove_next(&mut tx, id, AT_ONCE).await?;
        if removed.responses == 0 {
            undo::complete(&mut tx, id, app.now()).await?;
            tallies::remove_empty(&mut tx).await?;
            tx.commit().await?;
            return Ok(done as u64);
        }
        tallies::add(&mut tx, &removed.changes).await?;
        tx.commit().await?;
        done += removed.responses;
    }
}

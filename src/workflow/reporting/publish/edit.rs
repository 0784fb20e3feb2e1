//! Writing a draft.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::reporting::edition::Draft;
use crate::storage::StorageError;
use crate::storage::reporting::editions;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::reporting::publish::waiting;

/// Why a draft was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveDraftError {
    #[error("someone else changed this draft since you opened it")]
    Changed,
    #[error(
        "an approved edition waits to be published: publish it, or decide not to, before you prepare another"
    )]
    OneWaits,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Saves the draft in place of the one that was `seen`; `None`: there was none. Who saves it last has prepared it, and the
/// moment of saving is set here.
///
/// # Errors
/// See [`SaveDraftError`]; then nothing was stored.
pub async fn save_draft(
    app: &App,
    actor: &Actor,
    draft: Draft,
    seen: Option<Timestamp>,
) -> Result<(), SaveDraftError> {
    let mut tx = app.db.write().await?;
    let subject = format!("{} {}", draft.kind, draft.year);
    act(app, &mut tx, actor, Action::PrepareReport, &subject).await?;
    if waiting(&mut tx, draft.year, draft.kind).await?.is_some() {
        return Err(SaveDraftError::OneWaits);
    }
    // One that was seen may have become an edition meanwhile: then there is none to take the place of.
    let stored = editions::draft(&mut tx, draft.year, draft.kind).await?;
    if stored.map(|stored| stored.prepared_at) != seen {
        return Err(SaveDraftError::Changed);
    }
    let draft = Draft { prepared_by: actor.name().to_owned(), prepared_at: app.now(), ..draft };
    if !editions::save_draft(&mut tx, &draft, seen).await? {
        return Err(SaveDraftError::Changed);
    }
    Ok(tx.commit().await?)
}

//! Writing a draft, and throwing it away.
//!
//! The rule: a draft takes the place of the one that was seen and of no other. Everyone who changed its text is kept with it; who
//! saves it as it was has written nothing.

use chrono::Datelike as _;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::reporting::document::words::{changed_of, words_of};
use crate::domain::reporting::document::{DocumentKind, read};
use crate::domain::reporting::edition::{Draft, Edition};
use crate::storage::reporting::{editions, preparers};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::reporting::publish::waiting;

/// Why a draft was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveDraftError {
    #[error("someone else changed this draft since you opened it")]
    Changed,
    #[error("the year has not begun: a report is prepared from 1 January of its year on")]
    Future,
    #[error(
        "an approved edition waits to be published: publish it, or decide not to, before you prepare another"
    )]
    OneWaits,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a draft was not thrown away.
#[derive(Debug, thiserror::Error)]
pub enum DiscardError {
    #[error("there is no draft of this report")]
    NoDraft,
    #[error("the draft was changed since you read it: read it again")]
    Changed,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Saves the draft in place of the one that was `seen`; `None`: there was none. Who changes its words has prepared it, and the
/// moment of saving is set here; nothing is stored of words that are those of the draft already.
///
/// # Errors
/// See [`SaveDraftError`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn save_draft(
    app: &App,
    actor: &Actor,
    draft: Draft,
    seen: Option<Timestamp>,
) -> Result<(), SaveDraftError> {
    if draft.year > app.today().year() {
        return Err(SaveDraftError::Future);
    }
    let mut tx = app.db.write().await?;
    let subject = subject(draft.year, draft.kind);
    act(app, &mut tx, actor, Action::PrepareReport, &subject).await?;
    if waiting(&mut tx, draft.year, draft.kind).await?.is_some() {
        return Err(SaveDraftError::OneWaits);
    }
    let stored = editions::draft(&mut tx, draft.year, draft.kind).await?;
    if stored.as_ref().map(|stored| stored.prepared_at) != seen {
        return Err(SaveDraftError::Changed);
    }
    if stored.is_some_and(|stored| stored.words == draft.words && stored.changed == draft.changed) {
        return Ok(());
    }
    let draft = Draft { prepared_by: actor.name().to_owned(), prepared_at: app.now(), ..draft };
    if !store(&mut tx, &draft, seen).await? {
        return Err(SaveDraftError::Changed);
    }
    Ok(tx.commit().await?)
}

async fn store(tx: &mut Tx, draft: &Draft, seen: Option<Timestamp>) -> Result<bool, StorageError> {
    let is_stored = match seen {
        Some(seen) => editions::replace_draft(tx, draft, seen).await?,
        None => editions::insert_draft(tx, draft).await?,
    };
    if is_stored {
        preparers::add(tx, draft.year, draft.kind, &draft.prepared_by).await?;
    }
    Ok(is_stored)
}

/// Makes a draft of the words of an edition that is not published, so that they are not lost; all who wrote them did so still.
pub(super) async fn draft_again(app: &App, tx: &mut Tx, edition: &Edition) -> Result<(), StorageError> {
    let content = editions::content(tx, edition.id).await?.unwrap_or_default();
    // One that cannot be read has no words to give back.
    let Ok(document) = read(&content) else { return Ok(()) };
    let draft = Draft {
        year: edition.year,
        kind: edition.kind,
        words: words_of(&document),
        changed: changed_of(&document),
        prepared_by: edition.prepared_by.clone(),
        prepared_at: app.now(),
    };
    if editions::insert_draft(tx, &draft).await? {
        preparers::give_back(tx, draft.year, draft.kind, edition.id).await?;
    }
    Ok(())
}

/// Throws the draft away that was seen, as it was prepared at `seen`.
///
/// # Errors
/// See [`DiscardError`]; then the draft is still there.
#[tracing::instrument(skip_all)]
pub async fn discard_draft(
    app: &App,
    actor: &Actor,
    year: i32,
    kind: DocumentKind,
    seen: Timestamp,
) -> Result<(), DiscardError> {
    let mut tx = app.db.write().await?;
    let draft = editions::draft(&mut tx, year, kind).await?.ok_or(DiscardError::NoDraft)?;
    act(app, &mut tx, actor, Action::DiscardReport, &subject(year, kind)).await?;
    if draft.prepared_at != seen || !editions::delete_draft(&mut tx, &draft).await? {
        return Err(DiscardError::Changed);
    }
    preparers::forget(&mut tx, year, kind).await?;
    Ok(tx.commit().await?)
}

/// How a draft is named in the audit.
fn subject(year: i32, kind: DocumentKind) -> String {
    format!("{kind} {year}")
}

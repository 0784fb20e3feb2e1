//! The end of a follow-up, and opening it again.
//!
//! The rule: who holds a follow-up ends it, with an outcome or a reason to drop it. One that is opened again keeps its
//! earlier end in its history, and when it ended for the first time.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::entry::{Entry, EntryKind};
use crate::domain::follow_ups::forms::{REGISTERED, read_completion, read_drop};
use crate::domain::follow_ups::outcome::Ending;
use crate::domain::ids::{FollowUpId, FollowUpNoteId};
use crate::storage::follow_ups::entries;
use crate::storage::{Tx, complaints, follow_ups};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act;
use crate::workflow::follow_ups::refusal::{FollowUpError, add, held, hold_account, seen};

/// Completes a follow-up as its form says.
///
/// # Errors
/// [`FollowUpError::Wrong`] for a form that is wrong or names a complaint that is not known; see [`FollowUpError`].
pub async fn complete_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    form: &[(String, String)],
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    let found = held(&mut tx, actor, whose, id).await?;
    let ending = read_completion(form, found.contact_me).map_err(FollowUpError::Wrong)?;
    if let Ending::Done { registered: Some(reference), .. } = &ending
        && complaints::find(&mut tx, reference).await?.is_none()
    {
        return Err(FollowUpError::wrong(REGISTERED, "must be the reference of a complaint that is known"));
    }
    finish(app, tx, actor, id, &ending, Action::CompleteFollowUp).await
}

/// Drops a follow-up for the reason in its form.
///
/// # Errors
/// See [`FollowUpError`].
pub async fn drop_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    form: &[(String, String)],
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    held(&mut tx, actor, whose, id).await?;
    let ending = read_drop(form).map_err(FollowUpError::Wrong)?;
    finish(app, tx, actor, id, &ending, Action::DropFollowUp).await
}

async fn finish(
    app: &App,
    mut tx: Tx,
    actor: &Actor,
    id: FollowUpId,
    ending: &Ending,
    action: Action,
) -> Result<(), FollowUpError> {
    if !follow_ups::end(&mut tx, id, app.now(), actor.name(), ending).await? {
        return Err(FollowUpError::Changed);
    }
    act(app, &mut tx, actor, action, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Opens a follow-up that was done or dropped; who opens it holds it.
///
/// # Errors
/// [`FollowUpError::NotEnded`]; see [`FollowUpError`].
pub async fn reopen_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    let before = seen(&mut tx, whose, id).await?;
    let Some(end) = Entry::of_end(&before) else { return Err(FollowUpError::NotEnded) };
    hold_account(&mut tx, actor).await?;
    if !follow_ups::reopen(&mut tx, id, actor.name()).await? {
        return Err(FollowUpError::NotEnded);
    }
    let note = FollowUpNoteId(app.randomness.uuid(app.now()));
    entries::add_all(&mut tx, &[(note, id, end)]).await?;
    add(app, &mut tx, actor, id, EntryKind::Reopened, "").await?;
    act(app, &mut tx, actor, Action::ReopenFollowUp, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

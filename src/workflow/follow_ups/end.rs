//! The end of a follow-up, and opening it again.
//!
//! The rule: who holds a follow-up ends it, with an outcome or a reason to drop it. One that is opened again keeps its
//! earlier end in its history, and when it ended for the first time. A note that was typed beside the end is kept with it.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::complaints::complaint::Reference;
use crate::domain::complaints::segment::Dimension;
use crate::domain::follow_ups::entry::{Entry, EntryKind};
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::follow_ups::forms::{End, NAMED_UNKNOWN, REGISTERED, read_completion, read_drop};
use crate::domain::follow_ups::outcome::Ending;
use crate::domain::ids::{FollowUpId, FollowUpNoteId};
use crate::domain::time::calendar::day_of;
use crate::storage::follow_ups::entries;
use crate::storage::{StorageError, Tx, complaints, follow_ups};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act;
use crate::workflow::follow_ups::locks::{lock_actor, lock_complaint};
use crate::workflow::follow_ups::notes::{note_beside, write_note};
use crate::workflow::follow_ups::refusal::{FollowUpError, add, held};

/// Completes a follow-up as its form says.
///
/// # Errors
/// [`FollowUpError::Wrong`] for a form that is wrong or names a complaint that cannot follow from the answer; see [`FollowUpError`].
#[tracing::instrument(skip_all)]
pub async fn complete_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    form: &[(String, String)],
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    let found = held(&mut tx, actor, whose, id).await?;
    let end = read_completion(form, found.contact_me).map_err(FollowUpError::Wrong)?;
    if let Ending::Done { registered: Some(reference), .. } = &end.ending
        && !may_follow(app, &mut tx, whose, &found, reference).await?
    {
        return Err(FollowUpError::wrong(REGISTERED, NAMED_UNKNOWN));
    }
    finish(app, tx, actor, id, &end, Action::CompleteFollowUp).await
}

/// Whether a complaint can be the one that was registered because of the answer: another than the one that was asked about, not received
/// on a day before the answer, and one that the user may see. What a user may not see is answered as what is not known, so that a
/// form does not tell which references another team has.
async fn may_follow(
    app: &App,
    tx: &mut Tx,
    whose: &FollowUpsOf,
    follow_up: &FollowUp,
    reference: &Reference,
) -> Result<bool, StorageError> {
    if *reference == follow_up.reference {
        return Ok(false);
    }
    let zone = app.config.organisation.zone;
    let answered_on = day_of(follow_up.answered_at, zone);
    let found = complaints::find(tx, reference).await?.map(|stored| stored.complaint);
    Ok(found.is_some_and(|complaint| {
        let team = complaint.labels.get(&Dimension::Team).map(String::as_str);
        whose.sees(team) && day_of(complaint.received_at, zone) >= answered_on
    }))
}

/// Drops a follow-up for the reason in its form.
///
/// # Errors
/// See [`FollowUpError`].
#[tracing::instrument(skip_all)]
pub async fn drop_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    form: &[(String, String)],
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    held(&mut tx, actor, whose, id).await?;
    let end = read_drop(form).map_err(FollowUpError::Wrong)?;
    finish(app, tx, actor, id, &end, Action::DropFollowUp).await
}

async fn finish(
    app: &App,
    mut tx: Tx,
    actor: &Actor,
    id: FollowUpId,
    end: &End,
    action: Action,
) -> Result<(), FollowUpError> {
    if let Some(note) = &end.note {
        write_note(app, &mut tx, actor, id, note).await?;
    }
    if !follow_ups::end(&mut tx, id, app.now(), actor.name(), &end.ending).await? {
        return Err(FollowUpError::Changed);
    }
    act(app, &mut tx, actor, action, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Opens a follow-up that was done or dropped, with the note that was typed beside it; who opens it holds it.
///
/// # Errors
/// [`FollowUpError::NotEnded`], or [`FollowUpError::Changed`] if a colleague was faster; see [`FollowUpError`].
#[tracing::instrument(skip_all)]
pub async fn reopen_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    note: Option<&str>,
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    let whose = &lock_actor(&mut tx, actor, whose).await?;
    let before = lock_complaint(&mut tx, whose, id).await?;
    let Some(end) = Entry::of_end(&before) else { return Err(FollowUpError::NotEnded) };
    if !follow_ups::reopen(&mut tx, id, end.at, actor.name()).await? {
        return Err(FollowUpError::Changed);
    }
    note_beside(app, &mut tx, actor, &before, note).await?;
    let entry = FollowUpNoteId(app.randomness.uuid(app.now()));
    entries::add_all(&mut tx, &[(entry, id, end)]).await?;
    add(app, &mut tx, actor, id, EntryKind::Reopened, "").await?;
    act(app, &mut tx, actor, Action::ReopenFollowUp, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

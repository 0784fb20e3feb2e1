//! Notes on a follow-up.
//!
//! The rule: a note is added and never changed. A user who may read the answer may add one, also after the follow-up has ended. One
//! that was typed beside another act is kept with that act, or with neither.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::entry::EntryKind;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::ids::FollowUpId;
use crate::storage::Tx;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act;
use crate::workflow::follow_ups::refusal::{FollowUpError, add, seen};

/// Adds a note.
///
/// # Errors
/// [`FollowUpError::NotHeld`] before it was ever taken up; see [`FollowUpError`].
#[tracing::instrument(skip_all)]
pub async fn note_on_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    note: &str,
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    if seen(&mut tx, whose, id).await?.taken_up_at.is_none() {
        return Err(FollowUpError::NotHeld);
    }
    write_note(app, &mut tx, actor, id, note).await?;
    Ok(tx.commit().await?)
}

/// Adds the note that was typed beside an act on a follow-up that was `before`.
///
/// # Errors
/// As [`note_on_follow_up`].
pub(super) async fn note_beside(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    before: &FollowUp,
    note: Option<&str>,
) -> Result<(), FollowUpError> {
    match note {
        None => Ok(()),
        Some(_) if before.taken_up_at.is_none() => Err(FollowUpError::NotHeld),
        Some(note) => write_note(app, tx, actor, before.id, note).await,
    }
}

/// Adds a note to a follow-up that was taken up.
pub(super) async fn write_note(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: FollowUpId,
    note: &str,
) -> Result<(), FollowUpError> {
    add(app, tx, actor, id, EntryKind::Note, note).await?;
    Ok(act(app, tx, actor, Action::NoteOnFollowUp, &id.to_string()).await?)
}

//! Notes on a follow-up.
//!
//! The rule: a note is added and never changed. A user who may read the answer may add one, also after the follow-up has ended.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::entry::EntryKind;
use crate::domain::ids::FollowUpId;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act;
use crate::workflow::follow_ups::refusal::{FollowUpError, add, seen};

/// Adds a note.
///
/// # Errors
/// [`FollowUpError::NotHeld`] before it was ever taken up; see [`FollowUpError`].
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
    add(app, &mut tx, actor, id, EntryKind::Note, note).await?;
    act(app, &mut tx, actor, Action::NoteOnFollowUp, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

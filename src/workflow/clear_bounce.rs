//! A bounce was a mistake: the address is mailed again, and the invitation takes its course.

use crate::app::App;
use crate::domain::complaint::Reference;
use crate::domain::invitation::State;
use crate::domain::message::MessageKind;
use crate::storage::invitations::StoredInvitation;
use crate::storage::{StorageError, Tx, bounces, complaints, invitations, suppressions};
use crate::workflow::actor::{Actor, record};
use crate::workflow::closures::queue;

/// Why nothing was cleared.
#[derive(Debug, thiserror::Error)]
pub enum ClearBounceError {
    #[error("there is no complaint with this reference")]
    Unknown,
    #[error("nothing came back for the latest closure of this complaint that could be cleared")]
    NothingToClear,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Clears whatever keeps the latest closure of a complaint from being mailed: bounces, and the address's place on the
/// list if it is there because of them. What was sent counts as sent again; what never left is queued anew.
///
/// # Errors
/// See [`ClearBounceError`].
pub async fn clear_bounce(app: &App, actor: &Actor, reference: &Reference) -> Result<(), ClearBounceError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    let complaint = complaints::lock(&mut tx, reference).await?.ok_or(ClearBounceError::Unknown)?;
    let invitation =
        invitations::find_latest(&mut tx, complaint.id).await?.ok_or(ClearBounceError::NothingToClear)?;
    let cleared = bounces::clear(&mut tx, invitation.id, now, &actor.to_string()).await?;
    let was_undeliverable = invitation.state == State::Undeliverable;
    if cleared == 0 && !was_undeliverable {
        return Err(ClearBounceError::NothingToClear);
    }
    if let Some(hash) = &invitation.address_hash {
        suppressions::delete_bounced(&mut tx, hash).await?;
    }
    if was_undeliverable {
        take_up_again(app, &mut tx, &invitation).await?;
    }
    record(app, &mut tx, actor, "bounce clear", reference.as_str()).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

async fn take_up_again(app: &App, tx: &mut Tx, invitation: &StoredInvitation) -> Result<(), StorageError> {
    let survey = &app.config.survey;
    let in_window = |at| survey.planning.window.next_open(at, survey.planning.zone);
    let now = app.now();
    if let Some(sent_at) = invitation.sent_at {
        let due_at = in_window(now.max(sent_at + survey.reminder_after));
        let is_in_time = invitation.expires_at.is_some_and(|expires_at| due_at < expires_at);
        if is_in_time && invitation.reminders < survey.reminders {
            queue(app, tx, invitation.id, MessageKind::Reminder, due_at).await?;
        }
        invitations::restore_sent(tx, invitation.id).await?;
    } else if invitations::plan_again(tx, invitation.id, in_window(now)).await? {
        queue(app, tx, invitation.id, MessageKind::Invitation, in_window(now)).await?;
    }
    Ok(())
}

//! Clears a mistaken bounce: the address is mailed again, and the invitation continues.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::asking::invitation::ReasonedState;
use crate::domain::complaints::complaint::Reference;
use crate::domain::sending::message::MessageKind;
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::sending::{bounces, messages, suppressions};
use crate::storage::{StorageError, Tx, complaints};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::asking::close::queue;
use crate::workflow::asking::reminders::next_reminder;

/// Why nothing was cleared.
#[derive(Debug, thiserror::Error)]
pub enum ClearBounceError {
    #[error("there is no complaint with this reference")]
    Unknown,
    #[error("nothing came back for this complaint that could be cleared")]
    NothingToClear,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Clears the bounces of a complaint, and removes its addresses from the suppression list if bounces put them there.
/// If the mail of the latest closure was sent it counts as sent again; if not, it is queued again.
///
/// # Errors
/// See [`ClearBounceError`].
#[tracing::instrument(skip_all)]
pub async fn clear_bounce(app: &App, actor: &Actor, reference: &Reference) -> Result<(), ClearBounceError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    let complaint = complaints::lock(&mut tx, reference).await?.ok_or(ClearBounceError::Unknown)?;
    let closures = invitations::list(&mut tx, complaint.id).await?;
    let mut cleared = 0;
    for invitation in &closures {
        cleared += bounces::clear(&mut tx, invitation.id, now, &actor.to_string()).await?;
    }
    let undeliverable =
        closures.last().filter(|invitation| invitation.standing == ReasonedState::Undeliverable);
    if cleared == 0 && undeliverable.is_none() {
        return Err(ClearBounceError::NothingToClear);
    }
    if let Some(invitation) = undeliverable {
        take_up_again(app, &mut tx, invitation).await?;
    }
    for hash in closures.iter().filter_map(|invitation| invitation.address_hash.as_ref()) {
        suppressions::delete_bounced(&mut tx, hash).await?;
    }
    act(app, &mut tx, actor, Action::ClearBounce, reference.as_str()).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

async fn take_up_again(app: &App, tx: &mut Tx, invitation: &StoredInvitation) -> Result<(), StorageError> {
    let survey = &app.config.survey;
    let in_window = |at| app.config.may_mail_from(at);
    let now = app.now();
    // One in flight when the bounce came may be waiting for a retry.
    messages::cancel(tx, invitation.id).await?;
    if let Some(sent_at) = invitation.sent_at {
        let after = now.max(sent_at + survey.reminder_after);
        let reminder_due_at = next_reminder(app, invitation.reminders, invitation.expires_at, after);
        invitations::restore_sent(tx, invitation.id, reminder_due_at).await?;
    } else if invitations::plan_again(tx, invitation.id, in_window(now)).await? {
        queue(app, tx, invitation.id, MessageKind::Invitation, in_window(now)).await?;
    }
    Ok(())
}

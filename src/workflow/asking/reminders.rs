//! Reminders: computes when the next one is due, and queues those that are.
//!
//! The rule: a reminder becomes a message only when it is due, since many customers answer before it. Until then it
//! is a due time on its invitation.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::InvitationId;
use crate::domain::sending::message::MessageKind;
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::sending::messages;
use crate::storage::{StorageError, Tx};
use crate::workflow::asking::close::new_message;

/// When the next reminder is due, not before `after`, if `reminders` were sent so far; `None` if that was the last
/// one or the link expires first.
pub fn next_reminder(
    app: &App,
    reminders: u32,
    expires_at: Option<Timestamp>,
    after: Timestamp,
) -> Option<Timestamp> {
    let survey = &app.config.survey;
    let due_at = app.config.may_mail_from(after);
    let is_in_time = expires_at.is_some_and(|expires_at| due_at < expires_at);
    (is_in_time && reminders < survey.reminders).then_some(due_at)
}

/// Queues up to `most` due reminders.
#[tracing::instrument(skip_all)]
pub async fn queue_due_reminders(app: &App, most: u32) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    let due = invitations::due_reminders(&mut tx, app.now(), most).await?;
    if due.is_empty() {
        return Ok(());
    }
    let ids: Vec<InvitationId> = due.iter().map(|(id, _)| *id).collect();
    invitations::plan_reminders(&mut tx, &ids, None).await?;
    let reminder = |&(id, due_at)| new_message(app, id, MessageKind::Reminder, due_at);
    messages::insert_all(&mut tx, &due.iter().map(reminder).collect::<Vec<_>>()).await?;
    tx.commit().await
}

/// Plans the next reminder, if there is one, of invitations whose reminder has just been sent.
pub async fn plan_next_reminders(
    app: &App,
    tx: &mut Tx,
    reminded: &[StoredInvitation],
    reminded_at: Timestamp,
) -> Result<(), StorageError> {
    let after = reminded_at + app.config.survey.reminder_after;
    let mut by_moment = BTreeMap::<_, Vec<_>>::new();
    for invitation in reminded {
        let due_at = next_reminder(app, invitation.reminders, invitation.expires_at, after);
        by_moment.entry(due_at).or_default().push(invitation.id);
    }
    for (due_at, ids) in by_moment {
        invitations::plan_reminders(tx, &ids, due_at).await?;
    }
    Ok(())
}

//! What follows from mails that were accepted: invitations are sent, reminders are counted and planned.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::InvitationId;
use crate::domain::sending::message::MessageKind;
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::{Accepted, Invited, StoredInvitation};
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::{Change, What};
use crate::storage::{StorageError, Tx};
use crate::workflow::asking::reminders::{next_reminder, plan_next_reminders};
use crate::workflow::sending::messages::Claimed;

/// Books mails that were accepted at `accepted_at` and are marked as sent, in the caller's transaction.
pub async fn book(
    app: &App,
    tx: &mut Tx,
    mails: &[Arc<Claimed>],
    accepted_at: Timestamp,
) -> Result<(), StorageError> {
    let (mut first, mut reminded) = (Vec::new(), Vec::new());
    for claimed in mails {
        let Claimed { message, invitation, .. } = claimed.as_ref();
        match message.kind {
            MessageKind::Invitation => first.push(invitation),
            MessageKind::Reminder => reminded.push(invitation.id),
            // The invitation stays answered, and counts as before.
            MessageKind::News => {}
        }
    }
    book_invited(app, tx, &first, accepted_at).await?;
    let reminded = invitations::count_reminders(tx, &reminded).await?;
    plan_next_reminders(app, tx, &reminded, accepted_at).await
}

/// Records that first mails were accepted, and plans the reminders of the invitations that had not moved on.
async fn book_invited(
    app: &App,
    tx: &mut Tx,
    first: &[&StoredInvitation],
    accepted_at: Timestamp,
) -> Result<(), StorageError> {
    // Those claimed in one batch share an expiry.
    let mut by_expiry = BTreeMap::<_, Vec<_>>::new();
    for invitation in first {
        by_expiry.entry(invitation.expires_at).or_default().push(invitation.id);
    }
    let after = accepted_at + app.config.survey.reminder_after;
    let mut invited = Vec::new();
    for (expires_at, ids) in by_expiry {
        let reminder_due_at = next_reminder(app, 0, expires_at, after);
        let accepted = Accepted { at: accepted_at, expires_at, reminder_due_at };
        let marked = invitations::mark_sent(tx, &ids, accepted).await?;
        let ours: HashSet<InvitationId> = marked.iter().map(|invitation| invitation.id).collect();
        let moved_on: Vec<InvitationId> = ids.into_iter().filter(|id| !ours.contains(id)).collect();
        invited.extend(marked);
        invited.extend(invitations::mark_mailed(tx, &moved_on, accepted).await?);
    }
    let counted =
        |invitation: &Invited| Change::one(What::Invited, invitation.closed_on, invitation.segment_id);
    tallies::append(tx, &invited.iter().map(counted).collect::<Vec<_>>()).await
}

/// Stores the expiry of a link to answer by that a customer may have received.
pub async fn fix_expiry(
    tx: &mut Tx,
    kind: MessageKind,
    invitation: &StoredInvitation,
) -> Result<(), StorageError> {
    match invitation.expires_at.filter(|_| kind.asking().is_some()) {
        Some(expires_at) => invitations::fix_expiry(tx, invitation.id, expires_at).await,
        None => Ok(()),
    }
}

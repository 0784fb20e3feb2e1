//! Recording which mails were accepted: noted at once, booked together.

use std::collections::{BTreeMap, HashSet};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::{InvitationId, LeaseId, MessageId};
use crate::domain::message::MessageKind;
use crate::storage::invitations::{Mailed, StoredInvitation};
use crate::storage::messages::{self, acceptances};
use crate::storage::tallies::{Change, What};
use crate::storage::{StorageError, Tx, invitations, sending, tallies};
use crate::workflow::closures::next_reminder;
use crate::workflow::send_messages::{Claimed, patiently};

/// Notes that mails were accepted: from here on no crash repeats them. Ends the mail server's rest, if there may be one.
pub async fn note(app: &App, accepted: &[Claimed], may_end_rest: bool) -> Result<(), StorageError> {
    let ids: Vec<MessageId> = accepted.iter().map(|(message, _)| message.id).collect();
    patiently(|| async {
        let mut tx = app.db.write_singly().await?;
        acceptances::insert(&mut tx, &ids, app.now()).await?;
        tx.commit().await
    })
    .await?;
    if may_end_rest {
        let mut tx = app.db.write().await?;
        sending::end_rest(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Books what was noted of mails; returns of how many the claim was still ours.
pub async fn book(
    app: &App,
    lease: LeaseId,
    noted: &[Claimed],
    accepted_at: Timestamp,
) -> Result<u64, StorageError> {
    patiently(|| async {
        let mut tx = app.db.write().await?;
        let booked = book_in(app, &mut tx, lease, noted, accepted_at).await?;
        tx.commit().await?;
        Ok(booked)
    })
    .await
}

/// The same in a transaction that is under way, for mails that were accepted at a moment.
pub async fn book_in(
    app: &App,
    tx: &mut Tx,
    lease: LeaseId,
    noted: &[Claimed],
    accepted_at: Timestamp,
) -> Result<u64, StorageError> {
    let ids: Vec<MessageId> = noted.iter().map(|(message, _)| message.id).collect();
    let marked = messages::mark_sent(tx, lease, &ids, accepted_at).await?;
    // What another worker holds by now keeps its note, in case that one is lost as well.
    acceptances::delete(tx, &marked).await?;
    let ours: HashSet<MessageId> = marked.iter().copied().collect();
    if marked.len() < noted.len() {
        tracing::warn!("the lease on a message ended before its sending did");
    }
    let (mut first, mut reminded) = (Vec::new(), Vec::new());
    for (message, invitation) in noted.iter().filter(|(message, _)| ours.contains(&message.id)) {
        match message.kind {
            MessageKind::Invitation => first.push(invitation),
            MessageKind::Reminder => reminded.push(invitation.id),
        }
    }
    let mut mailed = book_invited(tx, &first, accepted_at).await?;
    mailed.extend(invitations::count_reminders(tx, &reminded).await?.iter().map(Mailed::from));
    queue_reminders(app, tx, &mailed, accepted_at).await?;
    Ok(marked.len() as u64)
}

/// Books whose first mail was accepted; returns those that had not moved on.
async fn book_invited(
    tx: &mut Tx,
    first: &[&StoredInvitation],
    accepted_at: Timestamp,
) -> Result<Vec<Mailed>, StorageError> {
    // Those that were claimed together share the end of their links.
    let mut by_expiry = BTreeMap::<_, Vec<_>>::new();
    for invitation in first {
        by_expiry.entry(invitation.expires_at).or_default().push(invitation.id);
    }
    let (mut invited, mut moved_on) = (Vec::new(), Vec::new());
    for (expires_at, ids) in by_expiry {
        let marked = invitations::mark_sent(tx, &ids, expires_at, accepted_at).await?;
        let ours: HashSet<InvitationId> = marked.iter().map(|invitation| invitation.id).collect();
        let others: Vec<InvitationId> = ids.into_iter().filter(|id| !ours.contains(id)).collect();
        moved_on.extend(invitations::mark_mailed(tx, &others, expires_at, accepted_at).await?);
        invited.extend(marked);
    }
    let invited_in =
        |invitation: &Mailed| Change::one(What::Invited, invitation.closed_on, invitation.segment_id);
    let changes: Vec<Change> = invited.iter().chain(&moved_on).map(invited_in).collect();
    tallies::append(tx, &changes).await?;
    Ok(invited)
}

/// Writes down when a link ends that somebody may have.
pub async fn fix_expiry(tx: &mut Tx, invitation: &StoredInvitation) -> Result<(), StorageError> {
    match invitation.expires_at {
        Some(expires_at) => invitations::fix_expiry(tx, invitation.id, expires_at).await,
        None => Ok(()),
    }
}

/// Queues the next reminder of each, where one is left and the link still works by then.
async fn queue_reminders(
    app: &App,
    tx: &mut Tx,
    mailed: &[Mailed],
    mailed_at: Timestamp,
) -> Result<(), StorageError> {
    if app.config.survey.reminders == 0 {
        return Ok(());
    }
    let after = mailed_at + app.config.survey.reminder_after;
    let reminders: Vec<_> =
        mailed.iter().filter_map(|invitation| next_reminder(app, invitation, after)).collect();
    messages::insert_all(tx, &reminders).await
}

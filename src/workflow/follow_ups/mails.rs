//! Queues the mails to staff about follow-ups: once when a customer asks for contact, and each working day what is due.
//!
//! The rule: within working hours alone, so that a telephone is silent at night. That a mail is queued and the mail itself are stored
//! together, so that any number of processes queue one. Nothing here is part of taking an answer, which must stay fast.

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::follow_ups::mailed::MailedFollowUp;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::sending::staff_mail::About;
use crate::domain::time::working_hours::is_at_work;
use crate::storage::StorageError;
use crate::storage::follow_ups::{due, mails};
use crate::storage::sending::staff_mails;

/// Queues a mail about each follow-up whose customer wants contact and that was not mailed about before. One that is overdue already is
/// left to the daily mail, and one that no user sees waits until one does. One that fails holds up no other.
///
/// # Errors
/// That of the first that failed; those of others are logged.
#[tracing::instrument(skip_all)]
pub async fn announce_wanted_contacts(app: &App) -> Result<(), StorageError> {
    if !is_open(app) {
        return Ok(());
    }
    let mut tx = app.db.read().await?;
    let to_announce = mails::to_announce(&mut tx, app.today()).await?;
    if to_announce.is_empty() {
        return Ok(());
    }
    let handlers = mails::handlers(&mut tx).await?;
    drop(tx);
    let mut failed = None;
    for follow_up in &to_announce {
        let recipients = follow_up.recipients(&handlers);
        if recipients.is_empty() {
            continue;
        }
        match announce(app, follow_up, &recipients).await {
            Ok(()) => {}
            Err(error @ StorageError::Unreachable(_)) => return Err(error),
            Err(error) if failed.is_none() => failed = Some(error),
            Err(error) => {
                tracing::error!(follow_up_id = %follow_up.id, %error, "no mail about a further follow-up was queued");
            }
        }
    }
    failed.map_or(Ok(()), Err)
}

/// In a transaction of its own, so that it waits for no row while it holds another.
async fn announce(app: &App, follow_up: &MailedFollowUp, recipients: &[UserId]) -> Result<(), StorageError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    if !mails::set_announced(&mut tx, follow_up.id, now).await? {
        return Ok(());
    }
    for user in recipients {
        let id = MessageId(app.randomness.uuid(now));
        staff_mails::insert(&mut tx, id, *user, About::FollowUp(follow_up.id), now).await?;
    }
    tx.commit().await
}

/// Queues the mails of the day with what is due, for users of whom it was not decided yet. Who has nothing due at that moment gets none
/// that day.
#[tracing::instrument(skip_all)]
pub async fn queue_due_follow_ups(app: &App) -> Result<(), StorageError> {
    if !is_open(app) {
        return Ok(());
    }
    let (now, today) = (app.now(), app.today());
    let mut tx = app.db.read().await?;
    let undecided = mails::undecided(&mut tx, today).await?;
    if undecided.is_empty() {
        return Ok(());
    }
    let handlers = mails::handlers(&mut tx).await?;
    let holders = due::holders(&mut tx, today).await?;
    drop(tx);
    let recipients: BTreeSet<UserId> =
        holders.iter().flat_map(|(owner, team)| handlers.of(*owner, team.as_deref())).collect();
    let mut tx = app.db.write().await?;
    mails::delete_decided_before(&mut tx, today).await?;
    for user in undecided {
        if mails::decide(&mut tx, user, today, now).await? && recipients.contains(&user) {
            let id = MessageId(app.randomness.uuid(now));
            staff_mails::insert(&mut tx, id, user, About::FollowUpsDue, now).await?;
        }
    }
    tx.commit().await
}

fn is_open(app: &App) -> bool {
    is_at_work(app.now(), &app.config.policy.working_days, app.config.organisation.zone)
}

//! Re-queues messages that a mail server refused, once it is known or hoped that the refusal was not about the
//! recipient; and mails to staff that failed, whatever the cause.
//!
//! The rule: everything that followed from the refusal is undone with it. The invitation is planned or sent again,
//! and the address leaves the suppression list, unless something else put it there. From the failure of a mail to staff follows
//! nothing.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::MessageKind;
use crate::storage::asking::invitations;
use crate::storage::sending::messages::refused::{self, FailedMessage};
use crate::storage::sending::outbox::Queue;
use crate::storage::sending::{self, staff_mails, suppressions};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::permission::{ActError, demand};

/// Failures older than this are not queued again: they say nothing about today.
pub const QUEUED_AGAIN: TimeDelta = TimeDelta::days(30);
/// Messages queued again per transaction.
const AT_ONCE: u32 = 500;

/// Queues again everything that failed for this cause in the last 30 days and whose recipients may still be asked;
/// returns how many. Ends the mail server's rest.
///
/// # Errors
/// [`ActError::NotAllowed`]; or the database failed, and what was queued until then stays so.
#[tracing::instrument(skip_all)]
pub async fn queue_all_again(app: &App, actor: &Actor, cause: Cause) -> Result<u64, ActError> {
    if !cause.is_refusal() {
        return Ok(0);
    }
    demand(&mut app.db.read().await?, actor, Action::QueueAgain).await?;
    let (now, mut queued) = (app.now(), 0);
    loop {
        let mut tx = app.db.write().await?;
        let failed = refused::failed(&mut tx, cause, now - QUEUED_AGAIN, now, AT_ONCE).await?;
        if failed.is_empty() {
            if queued > 0 {
                sending::end_rest(&mut tx, Queue::Messages).await?;
                record(app, &mut tx, actor, Action::QueueAgain, &format!("{cause}: {queued}")).await?;
            }
            tx.commit().await?;
            app.wake.notify_one();
            return Ok(queued);
        }
        queue_again(app, &mut tx, &failed, now).await?;
        tx.commit().await?;
        queued += failed.len() as u64;
    }
}

/// Queues again all mails to staff that failed for this cause in the last 30 days, or, without a cause, before causes were kept;
/// returns how many. What each tells is read when it goes out, so one that has nothing to tell by then is dropped. Ends the rest of
/// their queue.
///
/// # Errors
/// [`ActError::NotAllowed`]; or the database failed, and nothing was queued.
#[tracing::instrument(skip_all)]
pub async fn queue_staff_mails_again(
    app: &App,
    actor: &Actor,
    cause: Option<Cause>,
) -> Result<u64, ActError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::QueueAgain).await?;
    let queued = staff_mails::refused::queue_all_again(&mut tx, cause, now - QUEUED_AGAIN, now).await?;
    if queued > 0 {
        sending::end_rest(&mut tx, Queue::StaffMails).await?;
        let cause = cause.map_or("no cause", Cause::name);
        record(app, &mut tx, actor, Action::QueueAgain, &format!("mails to staff, {cause}: {queued}"))
            .await?;
    }
    tx.commit().await?;
    app.wake_staff_mail.notify_one();
    Ok(queued)
}

/// Queues messages again, due at `at` or at the start of the next sending hours.
pub async fn queue_again(
    app: &App,
    tx: &mut Tx,
    failed: &[FailedMessage],
    at: Timestamp,
) -> Result<(), StorageError> {
    let at = app.config.may_mail_from(at);
    for message in failed {
        if !refused::queue_again(tx, message.id, at).await? {
            continue;
        }
        match message.kind {
            MessageKind::Invitation => drop(invitations::plan_again(tx, message.invitation_id, at).await?),
            MessageKind::Reminder => drop(invitations::restore_sent(tx, message.invitation_id, None).await?),
            // Its failure left the invitation as it was: answered.
            MessageKind::News => {}
        }
        if let Some(hash) = &message.address_hash {
            suppressions::delete_refused(tx, hash, message.failed_at).await?;
        }
    }
    Ok(())
}

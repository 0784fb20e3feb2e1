//! Records mails that were not accepted, batched in one transaction.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::LeaseId;
use crate::domain::sending::attempt::{self, Next, rest_after};
use crate::domain::sending::delivery::{Cause, SuppressionReason, says_the_same, without_person};
use crate::domain::sending::message::MessageKind;
use crate::domain::sending::overview::SendingState;
use crate::mail::send_error::SendError;
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::sending::outbox::{self, ClaimEnd, Queue};
use crate::storage::sending::{self, suppressions};
use crate::storage::{StorageError, Tx};
use crate::workflow::sending::queue_again::queue_again;
use crate::workflow::sending::send::about_us::{self, About};
use crate::workflow::sending::send::accepted::fix_expiry;
use crate::workflow::sending::send::{Claimed, SendReport, Unsent, patiently};

/// Records mails that were not accepted. Those that had not begun are released, to be claimed again immediately.
pub async fn record(app: &App, lease: LeaseId, unsent: &[Unsent]) -> Result<SendReport, StorageError> {
    patiently(|| async {
        let mut report = SendReport::default();
        let mut tx = app.db.write().await?;
        for Unsent { claimed, refusal } in unsent {
            let Some(error) = refusal else {
                outbox::release(&mut tx, Queue::Messages, lease, claimed.message.id, app.now()).await?;
                continue;
            };
            match record_refused(app, &mut tx, lease, claimed, error).await? {
                Some(Next::Wait | Next::WaitForServer) => report.retried += 1,
                Some(Next::GiveUp) => report.failed += 1,
                None => {}
            }
        }
        tx.commit().await?;
        Ok(report)
    })
    .await
}

async fn record_refused(
    app: &App,
    tx: &mut Tx,
    lease: LeaseId,
    Claimed { message, invitation, .. }: &Claimed,
    error: &SendError,
) -> Result<Option<Next>, StorageError> {
    let said = &without_person(&error.said, invitation.recipient_address.as_deref());
    let cause = error.cause;
    tracing::warn!(message_id = %message.id, attempt = message.tried.attempts, %cause, said, "a message was not sent");
    let now = app.now();
    let state = sending::find(tx).await?;
    let rest_until = now + rest_after(state.rests, app.randomness.share());
    let about = about_us::judge(app, tx, message, cause, said).await?;
    let is_about_us = matches!(about, About::Us { .. });
    let before = message.tried.before(message.composed_at, now);
    let next = attempt::next(cause, is_about_us, before);
    let share = if next == Next::Wait { app.randomness.share() } else { 0.5 };
    let end = match next.due_at(before, now, rest_until, share) {
        None => ClaimEnd::Failed { at: now, cause, error: said },
        Some(at) => {
            // What is refused for its own sake keeps the time since which others were accepted.
            let is_alone = matches!(about, About::MailAlone);
            let refused_at = (cause.is_refusal() && !is_alone).then_some(now);
            let is_counted = next == Next::Wait;
            ClaimEnd::Retry { at: in_window(app, at), cause, error: said, is_counted, refused_at }
        }
    };
    if !outbox::end_claim(tx, Queue::Messages, lease, message.id, &end).await? {
        tracing::warn!(message_id = %message.id, "the lease on a message ended before its sending did");
        return Ok(None);
    }
    fix_expiry(tx, message.kind, invitation).await?;
    match about {
        About::Us { wronged } => queue_again(app, tx, &wronged, rest_until).await?,
        About::MailAlone if is_resting_over(&state, said) => drop(sending::end_rest(tx).await?),
        About::MailAlone | About::Mail => {}
    }
    if attempt::rests(cause, is_about_us) && sending::rest(tx, now, rest_until, said).await? {
        tracing::warn!(until = %rest_until, %cause, "the mail server gets a rest");
    }
    if next == Next::GiveUp {
        give_up(tx, message.kind, invitation, cause, now).await?;
    }
    Ok(Some(next))
}

/// Whether the mail server rests because of the same words.
fn is_resting_over(state: &SendingState, said: &str) -> bool {
    state.trouble.as_deref().is_some_and(|trouble| says_the_same(trouble, said))
}

/// The consequences of a mail that will never be sent.
async fn give_up(
    tx: &mut Tx,
    kind: MessageKind,
    invitation: &StoredInvitation,
    cause: Cause,
    now: Timestamp,
) -> Result<(), StorageError> {
    let is_gone = cause == Cause::NoSuchAddress;
    if kind == MessageKind::Invitation || (kind == MessageKind::Reminder && is_gone) {
        invitations::mark_undeliverable(tx, invitation.id).await?;
    }
    if let Some(hash) = invitation.address_hash.as_ref().filter(|_| is_gone) {
        suppressions::insert(tx, hash, SuppressionReason::HardBounce, now).await?;
    }
    Ok(())
}

/// Retries are within the sending hours too.
fn in_window(app: &App, at: Timestamp) -> Timestamp {
    app.config.may_mail_from(at)
}

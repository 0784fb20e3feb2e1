//! Records mails that were not accepted, batched in one transaction.
//!
//! The rule: what becomes of an attempt is said by one table ([`attempt`]), whatever the queue.

use std::sync::Arc;

use crate::app::App;
use crate::domain::ids::LeaseId;
use crate::domain::sending::attempt::{self, Next, rest_after};
use crate::domain::sending::delivery::{says_the_same, without_person};
use crate::domain::sending::overview::SendingState;
use crate::mail::send_error::SendError;
use crate::storage::sending::outbox::{self, Claim, ClaimEnd};
use crate::storage::{StorageError, Tx, sending};
use crate::workflow::sending::send::SendReport;
use crate::workflow::sending::send::about_us::{self, About};
use crate::workflow::sending::send::mails::Mails;

/// A claimed mail that was not accepted, and why; `None` if its sending had not begun.
pub struct Unsent<C> {
    pub claimed: Arc<C>,
    pub refusal: Option<SendError>,
}

/// Records mails that were not accepted. Those that had not begun are released, to be claimed again immediately.
pub async fn record<M: Mails>(
    app: &App,
    lease: LeaseId,
    unsent: &[Unsent<M::Claimed>],
) -> Result<SendReport, StorageError> {
    let mut report = SendReport::default();
    let mut tx = app.db.write().await?;
    for Unsent { claimed, refusal } in unsent {
        let item = M::item(claimed);
        let claim = Claim::new(item.id, lease, item.tried);
        let Some(error) = refusal else {
            outbox::release(&mut tx, M::QUEUE, claim, app.now()).await?;
            continue;
        };
        match record_refused::<M>(app, &mut tx, claim, claimed, error).await? {
            Some(Next::Wait | Next::WaitForServer) => report.retried += 1,
            Some(Next::GiveUp) => report.failed += 1,
            None => {}
        }
    }
    tx.commit().await?;
    Ok(report)
}

async fn record_refused<M: Mails>(
    app: &App,
    tx: &mut Tx,
    claim: Claim,
    claimed: &M::Claimed,
    error: &SendError,
) -> Result<Option<Next>, StorageError> {
    let item = M::item(claimed);
    let said = &without_person(&error.said, item.recipient);
    let cause = error.cause;
    let queue = M::QUEUE.table();
    let attempt = item.tried.attempts;
    tracing::warn!(queue, message_id = %item.id, attempt, %cause, said, "a message was not sent");
    let now = app.now();
    let state = sending::find(tx, M::QUEUE).await?;
    let rest_until = now + rest_after(state.rests, app.randomness.share());
    let about = about_us::judge::<M>(app, tx, item, &state, (cause, said)).await?;
    let is_about_us = matches!(about, About::Us { .. });
    let before = item.tried.before(item.since, now);
    let next = attempt::next(cause, is_about_us, before);
    let share = if next == Next::Wait { app.randomness.share() } else { 0.5 };
    let end = match next.due_at(before, now, rest_until, share) {
        None => ClaimEnd::Failed { at: now, cause, error: said },
        Some(at) => {
            // What is refused for its own sake keeps the time since which others were accepted.
            let is_alone = matches!(about, About::MailAlone);
            let refused_at = (cause.is_refusal() && !is_alone).then_some(now);
            let is_counted = next == Next::Wait;
            ClaimEnd::Retry { at: M::may_go_from(app, at), cause, error: said, is_counted, refused_at }
        }
    };
    if !outbox::end_claim(tx, M::QUEUE, claim, &end).await? {
        tracing::warn!(message_id = %item.id, "the lease on a message ended before its sending did");
        return Ok(None);
    }
    match about {
        About::Us { wronged } => M::queue_again(app, tx, &wronged, rest_until).await?,
        About::MailAlone if is_resting_over(&state, said) => drop(sending::end_rest(tx, M::QUEUE).await?),
        About::MailAlone | About::Mail => {}
    }
    if attempt::rests(cause, is_about_us) && sending::rest(tx, M::QUEUE, now, rest_until, said).await? {
        tracing::warn!(queue, until = %rest_until, %cause, "the mail server gets a rest");
    }
    M::not_accepted(app, tx, claimed, cause, next).await?;
    if next == Next::GiveUp {
        tracing::warn!(queue, message_id = %item.id, %cause, "a message is given up");
    }
    Ok(Some(next))
}

/// Whether the mail server rests because of the same words.
fn is_resting_over(state: &SendingState, said: &str) -> bool {
    state.trouble.as_deref().is_some_and(|trouble| says_the_same(trouble, said))
}

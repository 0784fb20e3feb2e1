//! Records mails that were not accepted, batched in one transaction.

use std::time::Duration;

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::LeaseId;
use crate::domain::sending::delivery::{Cause, SuppressionReason, says_the_same, without_person};
use crate::domain::sending::message::MessageKind;
use crate::domain::sending::overview::SendingState;
use crate::mail::send_error::SendError;
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::sending::messages::{self, ClaimEnd, ClaimedMessage};
use crate::storage::sending::{self, suppressions};
use crate::storage::{StorageError, Tx};
use crate::workflow::sending::queue_again::queue_again;
use crate::workflow::sending::send::about_us::{self, About};
use crate::workflow::sending::send::accepted::fix_expiry;
use crate::workflow::sending::send::{Claimed, SendReport, Unsent, patiently};

/// The median of the first wait before a retry; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// The longest median wait.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);
/// A message is given up on after both this time and this many refusals: nights and holidays must not use up its
/// chances.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(72);
const FEWEST_REFUSALS: u32 = 12;
/// How often a mail whose fate is unknown is sent: each time the recipient may get it once more.
const MOST_UNKNOWN_FATES: u32 = 5;
/// The median of the mail server's first rest, and of its longest.
const FIRST_REST: Duration = Duration::from_secs(10);
const LONGEST_REST: Duration = Duration::from_secs(300);

/// Records mails that were not accepted. Those that had not begun are released, to be claimed again immediately.
pub async fn record(app: &App, lease: LeaseId, unsent: &[Unsent]) -> Result<SendReport, StorageError> {
    patiently(|| async {
        let mut report = SendReport::default();
        let mut tx = app.db.write().await?;
        for Unsent { claimed, refusal } in unsent {
            let Some(error) = refusal else {
                messages::release(&mut tx, lease, claimed.message.id, app.now()).await?;
                continue;
            };
            match record_refused(app, &mut tx, lease, claimed, error).await? {
                Some(Fate::Retried) => report.retried += 1,
                Some(Fate::Failed) => report.failed += 1,
                None => {}
            }
        }
        tx.commit().await?;
        Ok(report)
    })
    .await
}

enum Fate {
    Retried,
    Failed,
}

async fn record_refused(
    app: &App,
    tx: &mut Tx,
    lease: LeaseId,
    Claimed { message, invitation, .. }: &Claimed,
    error: &SendError,
) -> Result<Option<Fate>, StorageError> {
    let said = &without_person(&error.said, invitation.recipient_address.as_deref());
    let cause = error.cause;
    tracing::warn!(message_id = %message.id, attempt = message.attempts, %cause, said, "a message was not sent");
    let now = app.now();
    let state = sending::find(tx).await?;
    let rest_until = now + rest_after(state.rests, app.randomness.share());
    let about = about_us::judge(app, tx, message, cause, said).await?;
    let is_about_us = matches!(about, About::Us { .. });
    let fate = if !is_about_us && is_over(message, cause, now) { Fate::Failed } else { Fate::Retried };
    let end = match fate {
        Fate::Failed => ClaimEnd::Failed { at: now, cause, error: said },
        Fate::Retried => {
            let is_counted = cause.is_about_mail() && !is_about_us;
            let wait = wait_after(message.refusals + 1, app.randomness.share());
            let at = in_window(app, if is_counted { now + wait } else { rest_until });
            // What is refused for its own sake keeps the time since which others were accepted.
            let is_alone = matches!(about, About::MailAlone);
            let refused_at = (cause.is_refusal() && !is_alone).then_some(now);
            ClaimEnd::Retry { at, cause, error: said, is_counted, refused_at }
        }
    };
    if !messages::end_claim(tx, message.id, lease, &end).await? {
        tracing::warn!(message_id = %message.id, "the lease on a message ended before its sending did");
        return Ok(None);
    }
    fix_expiry(tx, message.kind, invitation).await?;
    match about {
        About::Us { wronged } => queue_again(app, tx, &wronged, rest_until).await?,
        About::MailAlone if is_resting_over(&state, said) => drop(sending::end_rest(tx).await?),
        About::MailAlone | About::Mail => {}
    }
    let is_in_trouble = is_about_us || (cause.is_about_server() && cause != Cause::Policy);
    if is_in_trouble && sending::rest(tx, now, rest_until, said).await? {
        tracing::warn!(until = %rest_until, %cause, "the mail server gets a rest");
    }
    if matches!(fate, Fate::Failed) {
        give_up(tx, message.kind, invitation, cause, now).await?;
    }
    Ok(Some(fate))
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

/// Whether a retry is pointless.
fn is_over(message: &ClaimedMessage, cause: Cause, now: Timestamp) -> bool {
    let is_old = now - message.composed_at > GIVE_UP_AFTER && message.refusals + 1 >= FEWEST_REFUSALS;
    let is_repeated = cause == Cause::UnknownFate && message.unknown_fates + 1 >= MOST_UNKNOWN_FATES;
    cause.is_final() || is_repeated || (cause.is_about_mail() && is_old)
}

/// Retries are within the sending hours too.
fn in_window(app: &App, at: Timestamp) -> Timestamp {
    app.config.may_mail_from(at)
}

/// The back-off after this many refusals: half to one and a half of 30 s, 1 min, 2 min... up to 6 h. `share` is 0..1.
fn wait_after(refusals: u32, share: f64) -> TimeDelta {
    jittered(FIRST_WAIT, LONGEST_WAIT, refusals.saturating_sub(1), share)
}

/// The mail server's rest after this many rests in a row: around 10 s, 20 s, 40 s... up to 5 min.
fn rest_after(rests: u32, share: f64) -> TimeDelta {
    jittered(FIRST_REST, LONGEST_REST, rests, share)
}

/// Exponential back-off with jitter, so that what failed together is not retried together.
fn jittered(first: Duration, longest: Duration, doublings: u32, share: f64) -> TimeDelta {
    let doubled = first.saturating_mul(1 << doublings.min(16)).min(longest);
    TimeDelta::from_std(doubled.mul_f64(0.5 + share)).unwrap_or(TimeDelta::hours(9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_retry_comes_within_a_minute_and_waits_grow_to_a_limit() {
        assert!(
            wait_after(1, 0.0) >= TimeDelta::seconds(15) && wait_after(1, 0.999) < TimeDelta::seconds(60)
        );
        assert!(wait_after(4, 0.5) == TimeDelta::seconds(240));
        assert!(wait_after(u32::MAX, 0.999) <= TimeDelta::hours(9));
    }

    #[test]
    fn the_mail_server_rests_longer_each_time_and_never_long() {
        assert_eq!(rest_after(0, 0.5), TimeDelta::seconds(10));
        assert_eq!(rest_after(3, 0.5), TimeDelta::seconds(80));
        assert!(rest_after(u32::MAX, 0.999) < TimeDelta::minutes(8));
    }
}

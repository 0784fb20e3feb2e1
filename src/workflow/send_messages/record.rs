//! Recording how mails ended: those that ended together in one transaction.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::delivery::{Cause, SuppressionReason, without_person};
use crate::domain::ids::{InvitationId, LeaseId, MessageId};
use crate::domain::message::MessageKind;
use crate::mail::transport::SendError;
use crate::storage::invitations::StoredInvitation;
use crate::storage::messages::{self, ClaimEnd, ClaimedMessage};
use crate::storage::tallies::{Change, What};
use crate::storage::{StorageError, Tx, invitations, sending, suppressions, tallies};
use crate::workflow::closures::next_reminder;
use crate::workflow::send_messages::{Claimed, SendReport, Sending};

/// The middle of the first wait before another try; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);
/// After this time and so many refusals a message is given up: nights and holidays must not use up its chances.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(72);
const FEWEST_REFUSALS: u32 = 12;
/// So often a mail whose fate is unknown is sent again: each time the person may get it once more.
const MOST_UNKNOWN_FATES: u32 = 5;
/// The middle of the mail server's first rest, and of the longest.
const FIRST_REST: Duration = Duration::from_secs(10);
const LONGEST_REST: Duration = Duration::from_secs(300);

/// How often recording is tried again while the database is busy, and the pause between; together within the lease.
const RECORD_TRIES: u32 = 4;
const RECORD_PAUSE: Duration = Duration::from_millis(500);

/// How the sending of a message ended.
pub struct Ended {
    /// None only if the books are wrong.
    pub claimed: Option<Claimed>,
    pub sending: Sending,
}

/// Records the ends. An accepted mail that is not recorded is sent again, so a database that is busy is asked again. An
/// accepted one ends the mail server's rest, if there may be one.
pub async fn record(
    app: &App,
    lease: LeaseId,
    ended: &[Ended],
    may_end_rest: bool,
) -> Result<SendReport, StorageError> {
    let mut tries = 0;
    loop {
        match record_once(app, lease, ended, may_end_rest).await {
            Err(error) if error.is_passing() && tries < RECORD_TRIES => {
                tries += 1;
                tokio::time::sleep(RECORD_PAUSE).await;
            }
            outcome => return outcome,
        }
    }
}

async fn record_once(
    app: &App,
    lease: LeaseId,
    ended: &[Ended],
    may_end_rest: bool,
) -> Result<SendReport, StorageError> {
    let mut report = SendReport::default();
    let mut tx = app.db.write().await?;
    let (mut accepted, mut refused) = (Vec::new(), Vec::new());
    for Ended { claimed, sending } in ended {
        let Some(claimed) = claimed else { continue };
        match sending {
            Sending::Accepted => accepted.push(claimed),
            Sending::Refused(error) => refused.push((claimed, error)),
            Sending::NotBegun => messages::release(&mut tx, lease, claimed.0.id, app.now()).await?,
        }
    }
    report.sent += record_accepted(app, &mut tx, lease, &accepted).await?;
    if may_end_rest && !accepted.is_empty() {
        sending::end_rest(&mut tx).await?;
    }
    for (claimed, error) in refused {
        match record_refused(app, &mut tx, lease, claimed, error).await? {
            Some(Fate::Retried) => report.retried += 1,
            Some(Fate::Failed) => report.failed += 1,
            None => {}
        }
    }
    tx.commit().await?;
    Ok(report)
}

async fn record_accepted(
    app: &App,
    tx: &mut Tx,
    lease: LeaseId,
    accepted: &[&Claimed],
) -> Result<u64, StorageError> {
    if accepted.is_empty() {
        return Ok(0);
    }
    let now = app.now();
    let ids: Vec<MessageId> = accepted.iter().map(|(message, _)| message.id).collect();
    let marked = messages::mark_sent(tx, lease, &ids, now).await?;
    let ours: HashSet<MessageId> = marked.iter().copied().collect();
    if marked.len() < accepted.len() {
        tracing::warn!("the lease on a message ended before its sending did");
    }
    let (mut first, mut reminded) = (Vec::new(), Vec::new());
    for (message, invitation) in accepted.iter().filter(|(message, _)| ours.contains(&message.id)) {
        match message.kind {
            MessageKind::Invitation => first.push(invitation),
            MessageKind::Reminder => reminded.push(invitation.id),
        }
    }
    let mut mailed = record_invited(tx, &first, now).await?;
    mailed.extend(invitations::count_reminders(tx, &reminded).await?);
    queue_reminders(app, tx, &mailed).await?;
    Ok(marked.len() as u64)
}

/// Records whose first mail was accepted; returns those that had not moved on.
async fn record_invited(
    tx: &mut Tx,
    first: &[&StoredInvitation],
    now: Timestamp,
) -> Result<Vec<StoredInvitation>, StorageError> {
    // Those that were claimed together share the end of their links.
    let mut by_expiry = BTreeMap::<_, Vec<_>>::new();
    for invitation in first {
        by_expiry.entry(invitation.expires_at).or_default().push(invitation.id);
    }
    let mut invited = Vec::new();
    for (expires_at, ids) in by_expiry {
        invited.extend(invitations::mark_sent(tx, &ids, expires_at, now).await?);
    }
    if invited.len() < first.len() {
        let ours: HashSet<InvitationId> = invited.iter().map(|invitation| invitation.id).collect();
        for invitation in first.iter().filter(|invitation| !ours.contains(&invitation.id)) {
            fix_expiry(tx, invitation).await?;
        }
    }
    let invited_in = |invitation: &StoredInvitation| {
        Change::one(What::Invited, invitation.closed_on, invitation.segment_id)
    };
    let changes: Vec<Change> = invited.iter().map(invited_in).collect();
    tallies::append(tx, &changes).await?;
    Ok(invited)
}

/// Writes down when a link ends that somebody may have.
pub(super) async fn fix_expiry(tx: &mut Tx, invitation: &StoredInvitation) -> Result<(), StorageError> {
    match invitation.expires_at {
        Some(expires_at) => invitations::fix_expiry(tx, invitation.id, expires_at).await,
        None => Ok(()),
    }
}

/// Queues the next reminder of each, where one is left and the link still works by then.
async fn queue_reminders(app: &App, tx: &mut Tx, mailed: &[StoredInvitation]) -> Result<(), StorageError> {
    if app.config.survey.reminders == 0 {
        return Ok(());
    }
    let after = app.now() + app.config.survey.reminder_after;
    let reminders: Vec<_> =
        mailed.iter().filter_map(|invitation| next_reminder(app, invitation, after)).collect();
    messages::insert_all(tx, &reminders).await
}

enum Fate {
    Retried,
    Failed,
}

async fn record_refused(
    app: &App,
    tx: &mut Tx,
    lease: LeaseId,
    (message, invitation): &Claimed,
    error: &SendError,
) -> Result<Option<Fate>, StorageError> {
    let said = &without_person(&error.said, invitation.recipient_address.as_deref());
    let cause = error.cause;
    tracing::warn!(message = %message.id, attempt = message.attempts, %cause, said, "a message was not sent");
    let now = app.now();
    let rest_until = now + rest_after(sending::find(tx).await?.rests, app.randomness.share());
    let fate = if is_over(message, cause, now) { Fate::Failed } else { Fate::Retried };
    let end = match fate {
        Fate::Failed => ClaimEnd::Failed { at: now, cause, error: said },
        Fate::Retried => {
            let wait = wait_after(message.refusals + 1, app.randomness.share());
            let at = if cause.is_about_mail() { now + wait } else { rest_until };
            ClaimEnd::Retry { at: in_window(app, at), cause, error: said }
        }
    };
    if !messages::end_claim(tx, message.id, lease, &end).await? {
        tracing::warn!(message = %message.id, "the lease on a message ended before its sending did");
        return Ok(None);
    }
    fix_expiry(tx, invitation).await?;
    if cause.is_about_server() && sending::rest(tx, now, rest_until, said).await? {
        tracing::warn!(until = %rest_until, %cause, "the mail server gets a rest");
    }
    let is_gone = cause == Cause::NoSuchAddress;
    if matches!(fate, Fate::Failed) && (message.kind == MessageKind::Invitation || is_gone) {
        invitations::mark_undeliverable(tx, invitation.id).await?;
    }
    if let Some(hash) = invitation.address_hash.as_ref().filter(|_| is_gone) {
        suppressions::insert(tx, hash, SuppressionReason::HardBounce, now).await?;
    }
    Ok(Some(fate))
}

/// Whether no further try makes sense.
fn is_over(message: &ClaimedMessage, cause: Cause, now: Timestamp) -> bool {
    let is_old = now - message.composed_at > GIVE_UP_AFTER && message.refusals + 1 >= FEWEST_REFUSALS;
    let is_repeated = cause == Cause::UnknownFate && message.unknown_fates + 1 >= MOST_UNKNOWN_FATES;
    cause.is_final() || is_repeated || (cause.is_about_mail() && is_old)
}

/// Never outside the sending hours, also not for another try.
fn in_window(app: &App, at: Timestamp) -> Timestamp {
    let rules = &app.config.survey.planning;
    rules.window.next_open(at, rules.zone)
}

/// The wait after so many refusals: half to one and a half of 30 s, 1 min, 2 min... up to 6 h. `share` is 0..1.
fn wait_after(refusals: u32, share: f64) -> TimeDelta {
    jittered(FIRST_WAIT, LONGEST_WAIT, refusals.saturating_sub(1), share)
}

/// The mail server's rest after so many rests in a row: around 10 s, 20 s, 40 s... up to 5 min.
fn rest_after(rests: u32, share: f64) -> TimeDelta {
    jittered(FIRST_REST, LONGEST_REST, rests, share)
}

/// Exponential back-off with jitter, so that what failed together is not tried again together.
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

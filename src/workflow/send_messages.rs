//! Sending what is due: claim, send, record.
//!
//! The rule: a message is claimed in one short transaction with a lease, sent with no transaction open, and
//! recorded in another. A crash in between repeats the mail, with the same bytes, and never loses it. Whether the
//! person may still be asked is looked at again at the claim.

use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use tokio::task::JoinSet;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::calendar::day_of;
use crate::domain::ids::LeaseId;
use crate::domain::invitation::{State, WithheldReason};
use crate::domain::language::Language;
use crate::mail::message::Letter;
use crate::mail::transport::SendError;
use crate::storage::invitations::{self, StoredInvitation};
use crate::storage::messages::{self, ClaimEnd, ClaimedMessage};
use crate::storage::tallies::{Change, What};
use crate::storage::{StorageError, Tx, suppressions, tallies};
use crate::urls;
use crate::views::invitation_mail::InvitationMail;

/// How long a claim holds; longer than a send may take.
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// The middle of the first wait before another try; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);
/// After this time without success a message is given up.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(72);

/// How often recording is tried again while the database is busy, and the pause between; together within the lease.
const RECORD_TRIES: u32 = 4;
const RECORD_PAUSE: Duration = Duration::from_millis(500);

/// What a round of sending did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SendReport {
    /// Accepted by the mail server.
    pub sent: u64,
    /// To be tried again.
    pub retried: u64,
    /// Given up or refused for good.
    pub failed: u64,
    /// Not sent any more: withdrawn, answered or withheld meanwhile.
    pub cancelled: u64,
}

/// A claimed message with the invitation that it belongs to.
type Claimed = (ClaimedMessage, StoredInvitation);

/// Sends everything that is due, in batches, until nothing more is or `is_stopping` says so.
///
/// # Errors
/// The database failed; what was claimed is taken up again when its lease ends.
pub async fn send_messages(app: &App, is_stopping: impl Fn() -> bool) -> Result<SendReport, StorageError> {
    let mut report = SendReport::default();
    while !is_stopping() && is_window_open(app) {
        let lease = LeaseId(app.randomness.uuid(app.now()));
        let (claimed, cancelled) = claim(app, lease).await?;
        report.cancelled += cancelled;
        if claimed.is_empty() && cancelled == 0 {
            break;
        }
        let mut sends = JoinSet::new();
        for (message, invitation) in claimed {
            let app = app.clone();
            sends.spawn(async move { deliver(&app, lease, message, invitation).await });
        }
        let mut failure = None;
        while let Some(outcome) = sends.join_next().await {
            match outcome {
                Ok(Ok(end)) => report.add(&end),
                // The others are under way: they are seen to their end first.
                Ok(Err(error)) => failure = Some(error),
                // A message that makes us panic must not hold up the others; its lease ends by itself.
                Err(panic) => tracing::error!(error = %panic, "sending a message panicked"),
            }
        }
        if let Some(error) = failure {
            return Err(error);
        }
    }
    Ok(report)
}

fn is_window_open(app: &App) -> bool {
    let rules = &app.config.survey.planning;
    rules.window.is_open(app.now(), rules.zone)
}

/// How a delivery ended.
enum Delivered {
    Sent,
    Retried,
    Failed,
    /// The lease had gone to another worker.
    Refused,
}

impl SendReport {
    fn add(&mut self, end: &Delivered) {
        match end {
            Delivered::Sent => self.sent += 1,
            Delivered::Retried => self.retried += 1,
            Delivered::Failed => self.failed += 1,
            Delivered::Refused => {}
        }
    }
}

async fn claim(app: &App, lease: LeaseId) -> Result<(Vec<Claimed>, u64), StorageError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    let messages = messages::claim(&mut tx, now, lease, now + LEASE, app.config.mail.concurrency).await?;
    let (mut claimed, mut cancelled) = (Vec::new(), 0);
    for message in messages {
        match still_wanted(app, &mut tx, &message).await? {
            Some(invitation) => claimed.push((message, invitation)),
            None => {
                messages::end_claim(&mut tx, message.id, lease, &ClaimEnd::Cancelled { at: now }).await?;
                cancelled += 1;
            }
        }
    }
    tx.commit().await?;
    Ok((claimed, cancelled))
}

/// The invitation of a message that may still go out, with its expiry fixed.
async fn still_wanted(
    app: &App,
    tx: &mut Tx,
    message: &ClaimedMessage,
) -> Result<Option<StoredInvitation>, StorageError> {
    let Some(mut invitation) = invitations::find(tx, message.invitation_id).await? else { return Ok(None) };
    if invitation.state != State::Planned {
        return Ok(None);
    }
    let Some(address_hash) = &invitation.address_hash else { return Ok(None) };
    if suppressions::contains(tx, address_hash).await? {
        invitations::withhold(tx, invitation.id, WithheldReason::Suppressed.name()).await?;
        return Ok(None);
    }
    let expires_at = message.composed_at + app.config.survey.expires_after;
    invitations::fix_expiry(tx, invitation.id, expires_at).await?;
    invitation.expires_at = invitation.expires_at.or(Some(expires_at));
    Ok(Some(invitation))
}

async fn deliver(
    app: &App,
    lease: LeaseId,
    message: ClaimedMessage,
    invitation: StoredInvitation,
) -> Result<Delivered, StorageError> {
    let outcome = match compose(app, &message, &invitation) {
        Ok(letter) => match letter.to_raw() {
            Ok(mail) => app.mailer.send(&mail).await,
            Err(error) => Err(SendError::Permanent(error.to_string())),
        },
        Err(error) => Err(error),
    };
    if let Err(error) = &outcome {
        tracing::warn!(message = %message.id, attempt = message.attempts, %error, "a message was not sent");
    }
    for _ in 0..RECORD_TRIES {
        match record(app, lease, &message, &invitation, &outcome).await {
            // An accepted mail that is not recorded is sent again, so a database that is busy is asked again.
            Err(error) if error.is_passing() => tokio::time::sleep(RECORD_PAUSE).await,
            recorded => return recorded,
        }
    }
    record(app, lease, &message, &invitation, &outcome).await
}

/// The letter of a message: the same for the same message, whenever it is made.
fn compose(app: &App, message: &ClaimedMessage, invitation: &StoredInvitation) -> Result<Letter, SendError> {
    let config = &app.config;
    let to = invitation.recipient_address.as_deref().and_then(|address| address.parse().ok());
    let Some(to) = to else { return Err(SendError::Permanent("there is no address".to_owned())) };
    let token = app.secret.link_token(&message.nonce);
    let survey_url = format!("{}{}", config.http.public_url, urls::survey(&token));
    let unsubscribe_url = format!("{}{}", config.http.public_url, urls::unsubscribe(&token));
    let zone = config.organisation.zone;
    let expires_at = invitation.expires_at.unwrap_or(message.composed_at + config.survey.expires_after);
    let mail = InvitationMail {
        language: Language::of_tag(&invitation.language).unwrap_or(config.organisation.language),
        organisation: &config.organisation.name,
        name: invitation.recipient_name.as_deref(),
        closed_on: invitation.closed_on,
        expires_on: last_full_day(message.composed_at, expires_at, zone),
        survey_url: &survey_url,
        unsubscribe_url: &unsubscribe_url,
    };
    Ok(Letter {
        id: message.id,
        date: message.composed_at,
        from: config.mail.from.clone(),
        reply_to: config.mail.reply_to.clone(),
        to,
        to_name: invitation.recipient_name.clone(),
        subject: mail.subject(),
        text: mail.text(),
        html: mail.html().into_string(),
        unsubscribe_url: unsubscribe_url.clone(),
    })
}

/// The last day on which the link works until midnight: the day that the mail may name.
fn last_full_day(sent: Timestamp, expires_at: Timestamp, zone: Tz) -> NaiveDate {
    let expires_on = day_of(expires_at, zone);
    expires_on.pred_opt().unwrap_or(expires_on).max(day_of(sent, zone))
}

async fn record(
    app: &App,
    lease: LeaseId,
    message: &ClaimedMessage,
    invitation: &StoredInvitation,
    outcome: &Result<(), SendError>,
) -> Result<Delivered, StorageError> {
    let now = app.now();
    let error = outcome.as_ref().err().map(ToString::to_string).unwrap_or_default();
    let is_over = now - message.composed_at > GIVE_UP_AFTER;
    let (end, delivered) = match outcome {
        Ok(()) => (ClaimEnd::Sent { at: now }, Delivered::Sent),
        Err(SendError::Transient(_) | SendError::Unknown(_)) if !is_over => {
            let at = now + wait_after(message.attempts, app.randomness.share());
            (ClaimEnd::Retry { at: next_try(app, at), error: &error }, Delivered::Retried)
        }
        Err(_) => (ClaimEnd::Failed { at: now, error: &error }, Delivered::Failed),
    };
    let mut tx = app.db.write().await?;
    if !messages::end_claim(&mut tx, message.id, lease, &end).await? {
        tracing::warn!(message = %message.id, "the lease on a message ended before its sending did");
        return Ok(Delivered::Refused);
    }
    match delivered {
        Delivered::Sent if invitations::mark_sent(&mut tx, invitation.id, now).await? => {
            let change = Change::one(What::Invited, invitation.closed_on, invitation.segment_id);
            tallies::append(&mut tx, &[change]).await?;
        }
        Delivered::Failed => drop(invitations::mark_undeliverable(&mut tx, invitation.id).await?),
        _ => {}
    }
    tx.commit().await?;
    Ok(delivered)
}

/// Never outside the sending hours, also not for another try.
fn next_try(app: &App, at: Timestamp) -> Timestamp {
    let rules = &app.config.survey.planning;
    rules.window.next_open(at, rules.zone)
}

/// Exponential back-off with jitter: half to one and a half of 30 s, 1 min, 2 min... up to 6 h. `share` is 0..1.
fn wait_after(attempts: u32, share: f64) -> TimeDelta {
    let doubled = FIRST_WAIT.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    let jittered = doubled.min(LONGEST_WAIT).mul_f64(0.5 + share);
    TimeDelta::from_std(jittered).unwrap_or(TimeDelta::hours(6))
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
}

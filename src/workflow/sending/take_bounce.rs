//! Processes mail to the bounce address: notifications about our mails, and anything else that arrives there.
//!
//! The rule: a notification acts only on the message whose code it carries, which only its recipient can know. An
//! address is suppressed only after a hard bounce, a complaint, or soft bounces within thirty days: three, or two
//! whose words say that the mailbox is gone.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::token::Token;
use crate::domain::ids::{BounceId, MessageId};
use crate::domain::sending::delivery::{BounceKind, EnhancedStatus, SuppressionReason, without_person};
use crate::domain::sending::return_path::messages_named_in;
use crate::mail::bounce::{DeliveryReport, Notification, may_be_gone, read};
use crate::storage::answering::news::wishes;
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::{Accepted, StoredInvitation};
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::{Change, What};
use crate::storage::sending::bounces::StoredBounce;
use crate::storage::sending::messages::StoredMessage;
use crate::storage::sending::{bounces, messages, suppressions};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, demand};
use crate::workflow::access::secret::secret_in_use::knows_secret_in_use;

/// The largest notification that is read, in bytes: our mails are small, so an honest notification is too.
pub const LARGEST: usize = 1024 * 1024;
/// This many soft bounces within this time count as a hard one; fewer do if each says that the mailbox is gone.
const SOFT_BOUNCES: usize = 3;
const GONE_BOUNCES: usize = 2;
const SOFT_BOUNCE_TIME: TimeDelta = TimeDelta::days(30);

/// The outcome of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Stored and acted upon.
    Bounced(BounceKind),
    /// Reported before.
    Repeated,
    /// The mail is still in transit.
    Delayed,
    /// It says nothing about delivery, for example a vacation reply.
    Irrelevant,
    /// It carries no code of a message of ours: a forgery, or about another sender's mail.
    NotOurs,
}

impl Taken {
    /// Every outcome.
    pub const ALL: [Self; 7] = [
        Self::Bounced(BounceKind::Hard),
        Self::Bounced(BounceKind::Soft),
        Self::Bounced(BounceKind::Complaint),
        Self::Repeated,
        Self::Delayed,
        Self::Irrelevant,
        Self::NotOurs,
    ];

    /// One word for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bounced(kind) => kind.name(),
            Self::Repeated => "repeated",
            Self::Delayed => "delayed",
            Self::Irrelevant => "irrelevant",
            Self::NotOurs => "not_ours",
        }
    }
}

/// Why a notification was not processed.
#[derive(Debug, thiserror::Error)]
pub enum TakeBounceError {
    #[error("the notification is larger than 1 MiB, which none about our mails is")]
    TooLarge,
    #[error("this is no e-mail (message/rfc822), or one that is nested without end")]
    NoMail,
    #[error(
        "this process does not have the key in use, with which the mail may have been made; restart it, and try again"
    )]
    OtherKey,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Processes a raw notification, headers included.
///
/// # Errors
/// See [`TakeBounceError`].
#[tracing::instrument(skip_all)]
pub async fn take_bounce(app: &App, actor: &Actor, bytes: &[u8]) -> Result<Taken, TakeBounceError> {
    if bytes.len() > LARGEST {
        return Err(TakeBounceError::TooLarge);
    }
    let notification = read(bytes).ok_or(TakeBounceError::NoMail)?;
    match notification.report(None) {
        DeliveryReport::Bounced { .. } => {}
        DeliveryReport::Delayed => return Ok(Taken::Delayed),
        DeliveryReport::Nothing => return Ok(Taken::Irrelevant),
    }
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::ReportBounce).await?;
    let Some(message) = find_message(app, &mut tx, &notification).await? else {
        // Its return path may have been made with the key that is missing here.
        let is_known = knows_secret_in_use(app, &mut tx).await?;
        return if is_known { Ok(Taken::NotOurs) } else { Err(TakeBounceError::OtherKey) };
    };
    let Some(invitation) = invitations::find(&mut tx, message.invitation_id).await? else {
        return Ok(Taken::NotOurs);
    };
    // The report for our recipient, if the notification names several.
    let (kind, status, said) = match notification.report(invitation.recipient_address.as_deref()) {
        DeliveryReport::Bounced { kind, status, said } => (kind, status, said),
        DeliveryReport::Delayed => return Ok(Taken::Delayed),
        DeliveryReport::Nothing => return Ok(Taken::Irrelevant),
    };
    let taken = take_in(app, &mut tx, (&message, &invitation), kind, status, said).await?;
    tx.commit().await?;
    tracing::info!(message_id = %message.id, kind = taken.name(), "a notification came back");
    Ok(taken)
}

/// Finds the message by its return path, else by one of our links in the returned mail.
async fn find_message(
    app: &App,
    tx: &mut Tx,
    notification: &Notification,
) -> Result<Option<StoredMessage>, StorageError> {
    let by_path = messages_named_in(&app.secret, &notification.text).next();
    let id = match by_path {
        Some(id) => Some(id),
        None => find_by_link(app, tx, &notification.text).await?,
    };
    match id {
        Some(id) => messages::find(tx, id).await,
        None => Ok(None),
    }
}

async fn find_by_link(app: &App, tx: &mut Tx, text: &str) -> Result<Option<MessageId>, StorageError> {
    const MOST_LINKS: usize = 4;
    let beginning = format!("{}/u/", app.config.http.public_url);
    for rest in text.split(&beginning).skip(1).take(MOST_LINKS) {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let token = Token::presented(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
        if let Some(id) = messages::find_by_token(tx, &token.hash()).await? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

async fn take_in(
    app: &App,
    tx: &mut Tx,
    (message, invitation): (&StoredMessage, &StoredInvitation),
    kind: BounceKind,
    status: Option<EnhancedStatus>,
    said: String,
) -> Result<Taken, StorageError> {
    let now = app.now();
    if bounces::is_known(tx, message.id, kind).await? {
        return Ok(Taken::Repeated);
    }
    let bounce = StoredBounce {
        id: BounceId(app.randomness.uuid(now)),
        message_id: message.id,
        at: now,
        kind,
        status: status.map(|status| status.to_string()),
        said: Some(without_person(&said, invitation.recipient_address.as_deref()))
            .filter(|said| !said.is_empty()),
        cleared_at: None,
        cleared_by: None,
    };
    bounces::insert(tx, &bounce).await?;
    if let Some(reason) = reason_to_suppress(app, tx, invitation, &bounce).await? {
        messages::cancel(tx, invitation.id).await?;
        invitations::plan_reminders(tx, &[invitation.id], None).await?;
        match kind {
            // A customer who complains did get the mail, even if its fate was unknown, and may have answered it.
            BounceKind::Complaint => mark_arrived(app, tx, invitation, now).await?,
            BounceKind::Hard | BounceKind::Soft => {
                invitations::mark_undeliverable(tx, invitation.id).await?;
            }
        }
        // After the invitation, in the same order as everywhere, so that no two transactions deadlock.
        if let Some(hash) = &invitation.address_hash {
            suppressions::insert(tx, hash, reason, now).await?;
        }
        wishes::settle_cancelled(tx, invitation.id).await?;
    }
    Ok(Taken::Bounced(kind))
}

async fn mark_arrived(
    app: &App,
    tx: &mut Tx,
    invitation: &StoredInvitation,
    now: Timestamp,
) -> Result<(), StorageError> {
    let expires_at = Some(now + app.config.survey.expires_after);
    let accepted = Accepted { at: now, expires_at, reminder_due_at: None };
    let arrived = invitations::mark_sent(tx, &[invitation.id], accepted).await?;
    let changes: Vec<Change> =
        arrived.iter().map(|sent| Change::one(What::Invited, sent.closed_on, sent.segment_id)).collect();
    tallies::append(tx, &changes).await
}

async fn reason_to_suppress(
    app: &App,
    tx: &mut Tx,
    invitation: &StoredInvitation,
    bounce: &StoredBounce,
) -> Result<Option<SuppressionReason>, StorageError> {
    Ok(match bounce.kind {
        BounceKind::Hard => Some(SuppressionReason::HardBounce),
        BounceKind::Complaint => Some(SuppressionReason::Complained),
        BounceKind::Soft => {
            let Some(hash) = &invitation.address_hash else { return Ok(None) };
            let so_far = bounces::soft(tx, hash, app.now() - SOFT_BOUNCE_TIME).await?;
            let gone = so_far.iter().filter(|bounce| reads_as_gone(bounce)).count();
            if so_far.len() >= SOFT_BOUNCES {
                Some(SuppressionReason::SoftBounces)
            } else {
                (reads_as_gone(bounce) && gone >= GONE_BOUNCES).then_some(SuppressionReason::HardBounce)
            }
        }
    })
}

/// Whether the words of a soft bounce say that the mailbox is gone though its codes do not.
fn reads_as_gone(bounce: &StoredBounce) -> bool {
    let status = bounce.status.as_deref().and_then(EnhancedStatus::find_in);
    bounce.said.as_deref().is_some_and(|said| may_be_gone(status, said))
}

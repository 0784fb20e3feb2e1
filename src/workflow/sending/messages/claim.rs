//! Claims due messages, and checks once more whether each customer may still be asked.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::answering::news::Sentence;
use crate::domain::asking::invitation::{ReasonedState, WithheldReason};
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::{ComplaintId, InvitationId, LeaseId, MessageId};
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::MessageKind;
use crate::storage::answering::news::{mailing, wishes};
use crate::storage::asking::invitations::{self, MailedAddress, StoredInvitation};
use crate::storage::complaints;
use crate::storage::sending::messages::{self, ClaimedMessage};
use crate::storage::sending::outbox::{self, Claim, ClaimEnd, Queue};
use crate::storage::sending::{acceptances, suppressions};
use crate::storage::{StorageError, Tx};
use crate::workflow::answering::own_texts::texts_of_all;
use crate::workflow::asking::reminders::queue_due_reminders;
use crate::workflow::sending::messages::booked::fix_expiry;
use crate::workflow::sending::messages::known_addresses::KnownAddresses;
use crate::workflow::sending::messages::{Claimed, Messages};
use crate::workflow::sending::send::book;
use crate::workflow::sending::send::limits::{LEASE, MOST_LOST_CLAIMS};
use crate::workflow::sending::send::mails::Batch;

/// Claims up to `most` messages, with the reminders that have become due.
pub async fn claim(app: &App, lease: LeaseId, most: u32) -> Result<Batch<Claimed>, StorageError> {
    let now = app.now();
    let reminder_due_at = invitations::next_reminder_due(&mut app.db.read().await?).await?;
    if reminder_due_at.is_some_and(|due_at| due_at <= now) {
        queue_due_reminders(app, most).await?;
    }
    let mut tx = app.db.write().await?;
    let mut claimed = messages::claim(&mut tx, now, lease, now + LEASE, most).await?;
    if claimed.is_empty() {
        return Ok(Batch::default());
    }
    claimed.sort_by_key(|message| message.id);
    let batch = sort_out(app, &mut tx, lease, claimed).await?;
    tx.commit().await?;
    Ok(batch)
}

/// Why a claimed message is not sent.
enum Unwanted {
    /// The invitation's state has changed.
    MovedOn,
    Withhold(WithheldReason),
    Fail(Cause),
}

async fn sort_out(
    app: &App,
    tx: &mut Tx,
    lease: LeaseId,
    claimed: Vec<ClaimedMessage>,
) -> Result<Batch<Claimed>, StorageError> {
    let now = app.now();
    let ids: Vec<InvitationId> = claimed.iter().map(|message| message.invitation_id).collect();
    let invitations = invitations::find_all(tx, &ids).await?;
    let addresses = Addresses::look_at(app, tx, &claimed, &invitations).await?;
    let accepted = accepted_before(tx, &claimed).await?;
    let versions = texts_of_all(app, tx, claimed.iter().map(|message| message.texts_version)).await?;
    let references = references(app, tx, &invitations).await?;
    let news = news_among(tx, &claimed).await?;
    let (mut batch, mut noted) = (Batch::default(), BTreeMap::<_, Vec<_>>::new());
    let mut mailed_now = MailedNow::default();
    for message in claimed {
        let Some(found) = invitations.get(&message.invitation_id) else {
            end(tx, lease, &message, Unwanted::MovedOn, now).await?;
            batch.cancelled += 1;
            continue;
        };
        // The same at every attempt, so that the mail is identical; stored when the mail's outcome is recorded.
        let expires_at = message.composed_at + app.config.survey.expires_after;
        let invitation =
            StoredInvitation { expires_at: found.expires_at.or(Some(expires_at)), ..found.clone() };
        let texts = versions.get(&message.texts_version).cloned().unwrap_or_default();
        let reference = references.get(&invitation.complaint_id).cloned();
        let news = news.get(&message.id).cloned();
        let claimed = Claimed { message, invitation, texts, reference, news };
        let Claimed { message, invitation, .. } = &claimed;
        if let Some(accepted_at) = accepted.get(&message.id) {
            noted.entry(*accepted_at).or_default().push(Arc::new(claimed));
        } else if let Some(unwanted) = addresses.objection(app, &claimed, &mailed_now) {
            // The mail may have arrived all the same: its worker was lost before it could record that.
            if message.tried.lost_claims > 0 {
                fix_expiry(tx, message.kind, invitation).await?;
            }
            *if matches!(unwanted, Unwanted::Fail(_)) { &mut batch.failed } else { &mut batch.cancelled } +=
                1;
            end(tx, lease, message, unwanted, now).await?;
        } else {
            if let Some(hash) = invitation.address_hash.as_ref().filter(|_| message.kind.asking().is_some()) {
                let name = addresses.known.name(hash).to_vec();
                mailed_now.entry(name).or_default().push(invitation.complaint_id);
            }
            batch.wanted.push(Arc::new(claimed));
        }
    }
    for (accepted_at, noted) in noted {
        batch.sent += book::<Messages>(app, tx, lease, &noted, accepted_at).await?;
    }
    Ok(batch)
}

/// The references of the complaints; none if mails do not show them.
async fn references(
    app: &App,
    tx: &mut Tx,
    invitations: &BTreeMap<InvitationId, StoredInvitation>,
) -> Result<BTreeMap<ComplaintId, Reference>, StorageError> {
    if !app.config.survey.show_reference {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<ComplaintId> = invitations.values().map(|invitation| invitation.complaint_id).collect();
    complaints::references(tx, &ids).await
}

/// What the mails about answers say.
async fn news_among(
    tx: &mut Tx,
    claimed: &[ClaimedMessage],
) -> Result<BTreeMap<MessageId, Sentence>, StorageError> {
    let is_news = |message: &&ClaimedMessage| message.kind == MessageKind::News;
    let ids: Vec<MessageId> = claimed.iter().filter(is_news).map(|message| message.id).collect();
    mailing::queued(tx, &ids).await
}

/// When mails were accepted whose workers were lost before booking them.
async fn accepted_before(
    tx: &mut Tx,
    claimed: &[ClaimedMessage],
) -> Result<HashMap<MessageId, Timestamp>, StorageError> {
    let was_lost = |message: &&ClaimedMessage| message.tried.lost_claims > 0;
    let lost: Vec<MessageId> = claimed.iter().filter(was_lost).map(|message| message.id).collect();
    acceptances::among(tx, &lost).await
}

async fn end(
    tx: &mut Tx,
    lease: LeaseId,
    message: &ClaimedMessage,
    unwanted: Unwanted,
    now: Timestamp,
) -> Result<(), StorageError> {
    let end = match &unwanted {
        Unwanted::Fail(cause) => ClaimEnd::Failed { at: now, cause: *cause, error: "" },
        Unwanted::Withhold(_) | Unwanted::MovedOn => ClaimEnd::Cancelled { at: now },
    };
    if let Unwanted::Fail(cause) = &unwanted {
        tracing::warn!(queue = Queue::Messages.table(), message_id = %message.id, %cause, "a message is given up");
    }
    let claim = Claim::new(message.id, lease, &message.tried);
    outbox::end_claim(tx, Queue::Messages, claim, &end).await?;
    match unwanted {
        Unwanted::Withhold(reason) => {
            invitations::withhold(tx, message.invitation_id, reason).await?;
        }
        Unwanted::Fail(_) if message.kind == MessageKind::Invitation => {
            invitations::mark_undeliverable(tx, message.invitation_id).await?;
        }
        // The respondent still wants to be told.
        Unwanted::MovedOn if message.kind == MessageKind::News => {
            wishes::settle_cancelled(tx, message.invitation_id).await?;
        }
        Unwanted::Fail(_) | Unwanted::MovedOn => {}
    }
    Ok(())
}

/// The complaints about which a batch mails each address.
type MailedNow = HashMap<Vec<u8>, Vec<ComplaintId>>;

/// What is known of the addresses of a batch.
struct Addresses {
    known: KnownAddresses,
    suppressed: HashSet<Vec<u8>>,
    mailed: HashMap<Vec<u8>, Vec<MailedAddress>>,
    /// Messages of this batch that were never claimed before, and so do not count as mails to their address.
    new: HashSet<MessageId>,
}

impl Addresses {
    async fn look_at(
        app: &App,
        tx: &mut Tx,
        claimed: &[ClaimedMessage],
        invitations: &BTreeMap<InvitationId, StoredInvitation>,
    ) -> Result<Self, StorageError> {
        let now = app.now();
        let known = KnownAddresses::of(&app.secret, invitations.values());
        let stored = invitations.values().filter_map(|invitation| invitation.address_hash.clone());
        let hashes = known.all(stored);
        invitations::take_turns(tx, &hashes).await?;
        let since = now - app.config.survey.cool_down;
        // Only an address with several invitations can be subject to a cool-down; they may have hashes of several keys.
        let shared = if app.secret.is_single() {
            invitations::shared_addresses(tx, &hashes).await?
        } else {
            hashes.clone()
        };
        let mut mailed = HashMap::<_, Vec<_>>::new();
        for mail in invitations::mailed(tx, &shared, since).await? {
            mailed.entry(known.name(&mail.address_hash).to_vec()).or_default().push(mail);
        }
        let suppressed = suppressions::among(tx, &hashes).await?;
        Ok(Self {
            suppressed: suppressed.iter().map(|hash| known.name(hash).to_vec()).collect(),
            known,
            mailed,
            new: claimed
                .iter()
                .filter(|message| message.tried.attempts == 1)
                .map(|message| message.id)
                .collect(),
        })
    }

    /// Why this message must not be mailed now; `None` if it may.
    fn objection(&self, app: &App, claimed: &Claimed, mailed_now: &MailedNow) -> Option<Unwanted> {
        let Claimed { message, invitation, .. } = claimed;
        let expected = match message.kind {
            MessageKind::Invitation => ReasonedState::Planned,
            MessageKind::Reminder => ReasonedState::Sent,
            MessageKind::News => ReasonedState::Answered,
        };
        let is_news = message.kind == MessageKind::News;
        // Since the mail was queued the address, the wish or the sentence may be gone, or the answer held.
        if is_news && (claimed.news.is_none() || invitation.recipient_address.is_none()) {
            return Some(Unwanted::MovedOn);
        }
        // The page after an answer, to which news leads, stays when the time for answering is over.
        let is_over = !is_news && invitation.expires_at.is_some_and(|expires_at| expires_at <= app.now());
        let Some(hash) = invitation.address_hash.as_ref().filter(|_| invitation.standing == expected) else {
            return Some(Unwanted::MovedOn);
        };
        let hash = self.known.name(hash);
        let is_first = message.kind == MessageKind::Invitation;
        if self.suppressed.contains(hash) {
            return Some(if is_first {
                Unwanted::Withhold(WithheldReason::Suppressed)
            } else {
                Unwanted::MovedOn
            });
        }
        if is_over {
            return Some(if is_first { Unwanted::Fail(Cause::LinkExpired) } else { Unwanted::MovedOn });
        }
        if message.tried.lost_claims >= MOST_LOST_CLAIMS {
            return Some(Unwanted::Fail(Cause::Crashed));
        }
        let is_other = |complaint| complaint != invitation.complaint_id;
        let was_mailed = self.mailed.get(hash).is_some_and(|mails| {
            mails.iter().any(|mail| is_other(mail.complaint_id) && !self.new.contains(&mail.message_id))
        });
        let is_mailed_now =
            mailed_now.get(hash).is_some_and(|complaints| complaints.iter().copied().any(is_other));
        let cools_down = app.config.survey.cool_down > TimeDelta::zero();
        let is_new = cools_down && is_first && self.new.contains(&message.id);
        (is_new && (was_mailed || is_mailed_now)).then_some(Unwanted::Withhold(WithheldReason::CoolDown))
    }
}

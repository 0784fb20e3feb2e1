//! Sends invitations, reminders and news of answers: a queue of the outbox.
//!
//! The rule: whether the customer may still be asked is decided at the claim, and what a mail leads to is recorded in the
//! transaction that ends it.

mod booked;
mod claim;
mod compose;
mod known_addresses;

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::answering::news::Sentence;
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::LeaseId;
use crate::domain::sending::attempt::Next;
use crate::domain::sending::delivery::{Cause, SuppressionReason};
use crate::domain::sending::message::MessageKind;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::storage::asking::invitations::{self, StoredInvitation};
use crate::storage::sending::messages::ClaimedMessage;
use crate::storage::sending::messages::refused::{self, FailedMessage};
use crate::storage::sending::outbox::Queue;
use crate::storage::sending::suppressions;
use crate::storage::{StorageError, Tx};
use crate::workflow::sending::queue_again::queue_again;
use crate::workflow::sending::send::limits::MOST_READ;
use crate::workflow::sending::send::mails::{Batch, Item, Mails, Refused};
use crate::workflow::sending::send::{SendReport, send};

/// Sends until nothing more is due, the sending hours end, or `stop` is cancelled.
///
/// # Errors
/// The database failed; claimed messages are claimed again when their lease ends.
#[tracing::instrument(skip_all)]
pub async fn send_messages(app: &App, stop: &CancellationToken) -> Result<SendReport, StorageError> {
    send::<Messages>(app, stop).await
}

/// The queue of mails to customers.
struct Messages;

/// A claimed message, its invitation, and the texts that its mail is composed of at every attempt.
struct Claimed {
    message: ClaimedMessage,
    invitation: StoredInvitation,
    texts: Arc<OwnTexts>,
    /// That of the complaint, if mails show it.
    reference: Option<Reference>,
    /// What a mail about an answer says.
    news: Option<Sentence>,
}

impl Mails for Messages {
    const QUEUE: Queue = Queue::Messages;
    type Claimed = Claimed;
    type Failed = FailedMessage;

    fn item(Claimed { message, invitation, .. }: &Claimed) -> Item<'_> {
        Item {
            id: message.id,
            tried: &message.tried,
            since: message.composed_at,
            recipient: invitation.recipient_address.as_deref(),
        }
    }

    fn may_go_from(app: &App, at: Timestamp) -> Timestamp {
        app.config.may_mail_from(at)
    }

    async fn claim(app: &App, lease: LeaseId, most: u32) -> Result<Batch<Claimed>, StorageError> {
        claim::claim(app, lease, most).await
    }

    fn compose(app: &App, claimed: &Claimed) -> Result<RawMail, SendError> {
        compose::mail(app, claimed)
    }

    async fn sent(
        app: &App,
        tx: &mut Tx,
        mails: &[Arc<Claimed>],
        accepted_at: Timestamp,
    ) -> Result<(), StorageError> {
        booked::book(app, tx, mails, accepted_at).await
    }

    async fn not_accepted(
        app: &App,
        tx: &mut Tx,
        Claimed { message, invitation, .. }: &Claimed,
        cause: Cause,
        next: Next,
    ) -> Result<(), StorageError> {
        booked::fix_expiry(tx, message.kind, invitation).await?;
        match next {
            Next::GiveUp => give_up(tx, message.kind, invitation, cause, app.now()).await,
            Next::Wait | Next::WaitForServer => Ok(()),
        }
    }

    async fn refused_in_a_row(app: &App, tx: &mut Tx) -> Result<Vec<FailedMessage>, StorageError> {
        refused::refused_in_a_row(tx, app.now(), MOST_READ).await
    }

    async fn queue_again(
        app: &App,
        tx: &mut Tx,
        failed: &[FailedMessage],
        at: Timestamp,
    ) -> Result<(), StorageError> {
        queue_again(app, tx, failed, at).await
    }
}

impl Refused for FailedMessage {
    fn said(&self) -> &str {
        &self.said
    }

    fn recipient(&self) -> &str {
        &self.recipient
    }
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

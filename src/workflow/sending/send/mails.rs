//! What a queue says of its mails, and the loops cannot know: how they are claimed and composed, and what follows from their end.
//!
//! The rule: a queue decides nothing about leases, retries, rests and the order of recording; these are alike for all.

use std::sync::Arc;

use tokio::time::Instant;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::{LeaseId, MessageId};
use crate::domain::sending::attempt::Next;
use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::storage::sending::outbox::{Queue, Tried};
use crate::storage::{StorageError, Tx};
use crate::workflow::sending::send::lease::Held;

/// A queue of mails.
pub trait Mails: 'static {
    const QUEUE: Queue;

    /// A claimed mail, with what it is composed of.
    type Claimed: Send + Sync + 'static;
    /// A mail that was refused for good and may be queued again.
    type Failed: Refused + Send + Sync;

    /// What the loops need to know of a mail.
    fn item(claimed: &Self::Claimed) -> Item<'_>;

    /// The first moment from `at` at which mails of this queue may go out.
    fn may_go_from(app: &App, at: Timestamp) -> Timestamp;

    /// Claims up to `most` due mails, and ends the claims of those that must not be sent.
    fn claim(
        app: &App,
        lease: LeaseId,
        most: u32,
    ) -> impl Future<Output = Result<Batch<Self::Claimed>, StorageError>> + Send;

    /// Composes a mail, the same at each attempt.
    ///
    /// # Errors
    /// No mail can be composed of what is stored.
    fn compose(app: &App, claimed: &Self::Claimed) -> Result<RawMail, SendError>;

    /// Records what follows from mails of this queue that were marked as sent.
    fn sent(
        app: &App,
        tx: &mut Tx,
        mails: &[Arc<Self::Claimed>],
        accepted_at: Timestamp,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Records what follows from an attempt that the mail server did not accept.
    fn not_accepted(
        app: &App,
        tx: &mut Tx,
        claimed: &Self::Claimed,
        cause: Cause,
        next: Next,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// The mails that were refused for good since the server last accepted one, the newest first.
    fn refused_in_a_row(
        app: &App,
        tx: &mut Tx,
    ) -> impl Future<Output = Result<Vec<Self::Failed>, StorageError>> + Send;

    /// Queues these again, due at `at` or when mails may go out after that.
    fn queue_again(
        app: &App,
        tx: &mut Tx,
        failed: &[Self::Failed],
        at: Timestamp,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;
}

/// A mail that was refused for good.
pub trait Refused {
    /// What the mail server said.
    fn said(&self) -> &str;

    /// The address.
    fn recipient(&self) -> &str;
}

impl Item<'_> {
    /// The claim of it.
    pub fn claim(&self) -> Held {
        (self.id, self.tried.attempts)
    }
}

/// What every queue knows of a mail.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    pub id: MessageId,
    pub tried: &'a Tried,
    /// Since when it is tried.
    pub since: Timestamp,
    /// The address, which is taken out of what a mail server says.
    pub recipient: Option<&'a str>,
}

/// The result of a claim.
#[derive(Debug)]
pub struct Batch<C> {
    pub wanted: Vec<Arc<C>>,
    /// When it was read what they tell, if that was after the claim.
    pub read_at: Option<Instant>,
    /// Claimed and booked here, since an earlier worker had noted the acceptance before it was lost.
    pub sent: u64,
    /// Claimed and given up on here.
    pub failed: u64,
    /// Claimed and cancelled or put off here: the recipient must not be mailed any more, or not yet.
    pub cancelled: u64,
}

impl<C> Default for Batch<C> {
    fn default() -> Self {
        Self { wanted: Vec::new(), read_at: None, sent: 0, failed: 0, cancelled: 0 }
    }
}

impl<C> Batch<C> {
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.sent + self.failed + self.cancelled == 0
    }
}

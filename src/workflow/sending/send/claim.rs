//! Claims due mails of a queue, unless sending is paused, the mail server rests, or this process must not send.

use crate::app::App;
use crate::domain::ids::LeaseId;
use crate::storage::{StorageError, sending};
use crate::workflow::access::secret::secret_in_use::knows_secret_in_use;
use crate::workflow::sending::send::limits::CLAIM_TIME;
use crate::workflow::sending::send::mails::{Batch, Mails};

/// The mails of a claim, and whether the mail server had rested before it, and accepted nothing since.
pub type AfterRest<C> = (Batch<C>, bool);

/// Claims up to `room` mails, unless sending is paused, resting, or outside its hours, or this process lacks a key that others
/// use: it could not make their links again, and would not know whom they must not mail.
pub async fn claim<M: Mails>(
    app: &App,
    lease: LeaseId,
    room: usize,
) -> Result<AfterRest<M::Claimed>, StorageError> {
    let claimed = tokio::time::timeout(CLAIM_TIME, claim_patiently::<M>(app, lease, room));
    claimed.await.unwrap_or(Err(StorageError::TookTooLong))
}

async fn claim_patiently<M: Mails>(
    app: &App,
    lease: LeaseId,
    room: usize,
) -> Result<AfterRest<M::Claimed>, StorageError> {
    let now = app.now();
    if M::may_go_from(app, now) > now {
        return Ok((Batch::default(), false));
    }
    let mut tx = app.db.read().await?;
    let state = sending::find(&mut tx, M::QUEUE).await?;
    let knows_secret = knows_secret_in_use(app, &mut tx).await?;
    drop(tx);
    if !knows_secret || state.paused_at.is_some() || state.is_resting(now) {
        return Ok((Batch::default(), false));
    }
    // After a rest, each process tries one mail to see whether the server has recovered.
    let most = if state.rests > 0 { 1 } else { u32::try_from(room).unwrap_or(u32::MAX) };
    let batch = M::claim(app, lease, most).await?;
    let is_after_rest = state.rests > 0 && !batch.is_empty();
    Ok((batch, is_after_rest))
}

//! What a change of who holds a follow-up locks until its transaction ends.
//!
//! The rule: first the account that is to hold it, then the complaint whose team decides who sees it, in every use case. What allows
//! the change is read behind the locks, since another change may have been waited for.

use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::ids::FollowUpId;
use crate::storage::access::users;
use crate::storage::{StorageError, Tx, complaints};
use crate::workflow::access::audit::Actor;
use crate::workflow::follow_ups::refusal::{FollowUpError, seen};

/// Locks the account of the acting user, so that one that is being disabled, or goes to another team, is not left with what it
/// takes up meanwhile. Returns whose follow-ups the user sees by now; `whose` for an actor without an account.
pub(super) async fn lock_actor(
    tx: &mut Tx,
    actor: &Actor,
    whose: &FollowUpsOf,
) -> Result<FollowUpsOf, StorageError> {
    let Some(email) = actor.person() else { return Ok(whose.clone()) };
    let Some(id) = users::id_of(tx, email).await? else { return Ok(whose.clone()) };
    let user = users::lock(tx, id).await?;
    Ok(user.map_or_else(|| whose.clone(), |user| FollowUpsOf::whom(&user.roles, user.team.as_deref())))
}

/// Locks the complaint of a follow-up, and returns the follow-up as it is then.
///
/// # Errors
/// [`FollowUpError::Unknown`].
pub(super) async fn lock_complaint(
    tx: &mut Tx,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<FollowUp, FollowUpError> {
    let found = seen(tx, whose, id).await?;
    complaints::lock(tx, &found.reference).await?;
    seen(tx, whose, id).await
}

//! Lists follow-ups, and lets handlers take them up and end them.
//!
//! The rule: an answer may be read once its follow-up is taken up, and from then on it cannot be changed; the
//! customer may be contacted only if the customer asked for it.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::follow_up::{DONE_DAYS, FollowUp, FollowUpDetail, MOST_LISTED};
use crate::domain::ids::FollowUpId;
use crate::storage::answering::responses;
use crate::storage::asking::invitations;
use crate::storage::{StorageError, follow_ups};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, act_of_reading};

/// The follow-ups that are not done, by due day.
pub async fn list_follow_ups(app: &App, whose: &FollowUpsOf) -> Result<Vec<FollowUp>, StorageError> {
    follow_ups::list_to_do(&mut app.db.read().await?, whose, MOST_LISTED).await
}

/// The recently completed follow-ups, newest first.
pub async fn list_done_follow_ups(app: &App, whose: &FollowUpsOf) -> Result<Vec<FollowUp>, StorageError> {
    let since = app.now() - TimeDelta::days(DONE_DAYS);
    follow_ups::list_done(&mut app.db.read().await?, whose, since, MOST_LISTED).await
}

/// Takes a follow-up up; false if it does not exist or is not in `whose`. Idempotent: it stays with the first
/// handler.
pub async fn take_up_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<bool, ActError> {
    let mut tx = app.db.write().await?;
    let Some(found) = follow_ups::find(&mut tx, whose, id).await? else { return Ok(false) };
    // A concurrent change of the answer either commits first, or comes too late.
    invitations::lock(&mut tx, found.invitation_id).await?;
    if follow_ups::take_up(&mut tx, id, app.now(), actor.name()).await? {
        act(app, &mut tx, actor, Action::TakeUpFollowUp, &id.to_string()).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Ends a follow-up that was taken up; false if it does not exist or is not in `whose`.
pub async fn end_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<bool, ActError> {
    let mut tx = app.db.write().await?;
    if follow_ups::find(&mut tx, whose, id).await?.is_none() {
        return Ok(false);
    }
    if follow_ups::end(&mut tx, id, app.now(), actor.name()).await? {
        act(app, &mut tx, actor, Action::CompleteFollowUp, &id.to_string()).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// What the handler of a follow-up needs to know, and the name of the answered questionnaire; `None` if the follow-up
/// is not taken up, does not exist, or is another team's. Each reading is recorded in the audit log.
pub async fn follow_up_detail(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<Option<(FollowUpDetail, String)>, ActError> {
    let mut tx = app.db.read().await?;
    let found = follow_ups::find(&mut tx, whose, id).await?;
    let Some(follow_up) = found.filter(|found| found.taken_up_at.is_some()) else { return Ok(None) };
    let response = responses::find_by_invitation(&mut tx, follow_up.invitation_id).await?;
    let invitation = invitations::find(&mut tx, follow_up.invitation_id).await?;
    drop(tx);
    act_of_reading(app, actor, Action::ReadFollowUp, &id.to_string()).await?;
    let questionnaire = invitation.as_ref().map(|invitation| invitation.questionnaire.clone());
    let contact = invitation
        .filter(|_| follow_up.contact_me)
        .and_then(|invitation| Some((invitation.recipient_name, invitation.recipient_address?)));
    let (comment, ratings) =
        response.map_or_else(Default::default, |response| (response.comment, response.ratings));
    Ok(Some((FollowUpDetail { follow_up, comment, ratings, contact }, questionnaire.unwrap_or_default())))
}

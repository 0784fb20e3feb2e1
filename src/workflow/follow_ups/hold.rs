//! Who holds a follow-up: taking it up, giving it to a colleague or to no one, and handing it over to another team.
//!
//! The rule: one user holds a follow-up. Of two who take it up at once, one holds it and the other is told who does. A
//! user whose account is disabled holds none. A note that was typed beside such an act is kept with it.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::entry::EntryKind;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::follow_ups::forms::{Assignment, COLLEAGUE, HandOver, TEAM};
use crate::domain::ids::{FollowUpId, UserId};
use crate::storage::access::{accounts, users};
use crate::storage::asking::invitations;
use crate::storage::follow_ups::SeenHold;
use crate::storage::follow_ups::mails::announce_anew;
use crate::storage::{Tx, follow_ups};
use crate::workflow::access::audit::{Actor, stored_user};
use crate::workflow::access::permission::act;
use crate::workflow::access::roles_and_team::is_known_team;
use crate::workflow::follow_ups::locks::{lock_actor, lock_complaint};
use crate::workflow::follow_ups::notes::{note_beside, write_note};
use crate::workflow::follow_ups::read::may_hold;
use crate::workflow::follow_ups::refusal::{FollowUpError, add, open};

/// Takes a follow-up up. Taking it up once more changes nothing for who holds it already.
///
/// # Errors
/// [`FollowUpError::HeldBy`] if another holds it; see [`FollowUpError`].
#[tracing::instrument(skip_all)]
pub async fn take_up_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    note: Option<&str>,
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    let whose = &lock_actor(&mut tx, actor, whose).await?;
    let found = lock_complaint(&mut tx, whose, id).await?;
    // A concurrent change of the answer either commits first, or comes too late.
    invitations::lock(&mut tx, found.invitation_id).await?;
    let before = open(&mut tx, whose, id).await?;
    let seen_team = before.handed_to.as_deref();
    if follow_ups::take_up(&mut tx, id, seen_team, app.now(), actor.name()).await? {
        if before.taken_up_at.is_some() {
            // The first taking up stands with the follow-up itself.
            add(app, &mut tx, actor, id, EntryKind::TakenUp, "").await?;
        }
        act(app, &mut tx, actor, Action::TakeUpFollowUp, &id.to_string()).await?;
    } else {
        already_taken_up(&mut tx, actor, whose, id).await?;
    }
    if let Some(note) = note {
        write_note(app, &mut tx, actor, id, note).await?;
    }
    Ok(tx.commit().await?)
}

/// What is told to who takes up a follow-up that is held.
async fn already_taken_up(
    tx: &mut Tx,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<(), FollowUpError> {
    match open(tx, whose, id).await?.owner {
        Some(owner) if Some(owner.email.as_str()) != actor.person() => {
            Err(FollowUpError::HeldBy(owner.email))
        }
        Some(_) => Ok(()),
        None => Err(FollowUpError::Changed),
    }
}

/// Gives a follow-up to a colleague, or to no one.
///
/// # Errors
/// [`FollowUpError::Wrong`] if the colleague may not hold it, [`FollowUpError::HeldBy`] or [`FollowUpError::Changed`] if
/// a colleague was faster; see [`FollowUpError`].
#[tracing::instrument(skip_all)]
pub async fn assign_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    assignment: &Assignment,
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    if let Some(user) = assignment.to {
        users::lock(&mut tx, user).await?;
    }
    lock_complaint(&mut tx, whose, id).await?;
    let before = open(&mut tx, whose, id).await?;
    unless_changed(&before, assignment.seen)?;
    let colleague = match assignment.to {
        Some(user) => Some(colleague(&mut tx, &before, user).await?),
        None => None,
    };
    note_beside(app, &mut tx, actor, &before, assignment.note.as_deref()).await?;
    if assignment.to == assignment.seen {
        return Ok(tx.commit().await?);
    }
    if !follow_ups::set_owner(&mut tx, id, seen_hold(&before), assignment.to).await? {
        return Err(FollowUpError::Changed);
    }
    if colleague.is_none() || colleague.as_deref() != actor.person() {
        // Who takes it over knows of it.
        announce_anew(&mut tx, &[id]).await?;
    }
    let (kind, subject) = match assignment.to {
        Some(user) => (EntryKind::Assigned, format!("{id}: {}", stored_user(user))),
        None => (EntryKind::GivenBack, format!("{id}: no one")),
    };
    add(app, &mut tx, actor, id, kind, colleague.as_deref().unwrap_or_default()).await?;
    act(app, &mut tx, actor, Action::AssignFollowUp, &subject).await?;
    Ok(tx.commit().await?)
}

/// The address of a user who may hold a follow-up.
async fn colleague(tx: &mut Tx, follow_up: &FollowUp, user: UserId) -> Result<String, FollowUpError> {
    let account = accounts::find(tx, user).await?.filter(|account| may_hold(account, follow_up));
    let refused = || FollowUpError::wrong(COLLEAGUE, "must be a user who handles this team's follow-ups");
    Ok(account.ok_or_else(refused)?.email)
}

/// Hands a follow-up over to another team, in which no one holds it yet.
///
/// # Errors
/// [`FollowUpError::Wrong`] for a team that is not known or has it already, [`FollowUpError::HeldBy`] or
/// [`FollowUpError::Changed`] if a colleague was faster; see [`FollowUpError`].
#[tracing::instrument(skip_all)]
pub async fn hand_over_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
    hand_over: &HandOver,
) -> Result<(), FollowUpError> {
    let mut tx = app.db.write().await?;
    let before = open(&mut tx, whose, id).await?;
    unless_changed(&before, hand_over.seen)?;
    let team = hand_over.team.as_str();
    if before.team() == Some(team) || !is_known_team(&mut tx, team).await? {
        return Err(FollowUpError::wrong(TEAM, "must be a team that is known and does not have it already"));
    }
    note_beside(app, &mut tx, actor, &before, hand_over.note.as_deref()).await?;
    if !follow_ups::hand_over(&mut tx, id, seen_hold(&before), team).await? {
        return Err(FollowUpError::Changed);
    }
    add(app, &mut tx, actor, id, EntryKind::HandedOver, team).await?;
    act(app, &mut tx, actor, Action::HandOverFollowUp, &format!("{id}: {team}")).await?;
    Ok(tx.commit().await?)
}

fn seen_hold(before: &FollowUp) -> SeenHold<'_> {
    SeenHold { owner: before.owner.as_ref().map(|owner| owner.id), team: before.handed_to.as_deref() }
}

/// Refuses to change who holds a follow-up that is held by another than the page showed.
fn unless_changed(follow_up: &FollowUp, seen: Option<UserId>) -> Result<(), FollowUpError> {
    match &follow_up.owner {
        owner if owner.as_ref().map(|owner| owner.id) == seen => Ok(()),
        Some(owner) => Err(FollowUpError::HeldBy(owner.email.clone())),
        None => Err(FollowUpError::Changed),
    }
}

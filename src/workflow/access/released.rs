//! Follow-ups of a user who may not handle them any more: disabled, without the right, of another team, or since the complaint
//! went to another team.
//!
//! The rule: they are left to their teams in the transaction that takes them out of sight, so that none waits for a person who
//! cannot open it. The audit names each.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::access::rights::Right;
use crate::domain::access::roles::Roles;
use crate::domain::follow_ups::entry::{BY_PROGRAM, Entry, EntryKind};
use crate::domain::ids::{ComplaintId, FollowUpId, FollowUpNoteId, UserId};
use crate::storage::access::users;
use crate::storage::follow_ups::entries;
use crate::storage::follow_ups::mails::announce_anew;
use crate::storage::follow_ups::release::{of_own_team, release_unseen};
use crate::storage::follow_ups::{SeenHold, set_owner};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record};

/// Releases all follow-ups that a user holds.
pub(super) async fn release_all(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    user: UserId,
) -> Result<(), StorageError> {
    release(app, tx, actor, user, None).await
}

/// Releases those that a user does not see with these roles and this team.
pub(super) async fn release_out_of_sight(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    user: UserId,
    (roles, team): (&Roles, Option<&str>),
) -> Result<(), StorageError> {
    release(app, tx, actor, user, sees(roles, team).as_ref()).await
}

async fn release(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    user: UserId,
    sees: Option<&FollowUpsOf>,
) -> Result<(), StorageError> {
    let released = release_unseen(tx, user, sees).await?;
    if released.is_empty() {
        return Ok(());
    }
    let held_by = users::find(tx, user).await?.map(|user| user.email).unwrap_or_default();
    note(app, tx, actor, &held_by, &released).await
}

/// Follows a complaint to another team: releases its follow-ups of whose holders that team is out of sight, and has those that no one
/// holds announced anew. What was handed over stays where it is.
pub(in crate::workflow) async fn follow_complaint(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    complaint: ComplaintId,
    team: Option<&str>,
) -> Result<(), StorageError> {
    for (id, owner) in of_own_team(tx, complaint).await? {
        let Some(owner) = owner else {
            announce_anew(tx, &[id]).await?;
            continue;
        };
        let Some(holder) = users::find(tx, owner).await? else { continue };
        if sees(&holder.roles, holder.team.as_deref()).is_some_and(|sees| sees.sees(team)) {
            continue;
        }
        if set_owner(tx, id, SeenHold { owner: Some(owner), team: None }, None).await? {
            announce_anew(tx, &[id]).await?;
            note(app, tx, actor, &holder.email, &[id]).await?;
        }
    }
    Ok(())
}

/// Whose follow-ups a user with these roles and this team sees; `None` without the right.
fn sees(roles: &Roles, team: Option<&str>) -> Option<FollowUpsOf> {
    roles.have(Right::HandleFollowUps).then(|| FollowUpsOf::whom(roles, team))
}

/// Writes into the history and the audit that follow-ups were released.
async fn note(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    held_by: &str,
    released: &[FollowUpId],
) -> Result<(), StorageError> {
    let (by, words) = (BY_PROGRAM.to_owned(), held_by.to_owned());
    let entry = Entry { at: app.now(), by, kind: EntryKind::Released, words };
    let ids = tx.new_row_ids(released.len())?.into_iter().map(FollowUpNoteId);
    let rows: Vec<_> = ids.zip(released).map(|(id, of)| (id, *of, entry.clone())).collect();
    entries::add_all(tx, &rows).await?;
    for follow_up in released {
        record(app, tx, actor, Action::AssignFollowUp, &format!("{follow_up}: no one")).await?;
    }
    Ok(())
}

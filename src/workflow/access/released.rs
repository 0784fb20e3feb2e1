//! Follow-ups of a user who may not handle them any more: disabled, without the right, or of another team.
//!
//! The rule: they are left to their teams in the transaction that takes the access away, so that none waits for a person who
//! cannot open it. The audit names each.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::access::rights::Right;
use crate::domain::access::roles::Roles;
use crate::domain::follow_ups::entry::{BY_PROGRAM, Entry, EntryKind};
use crate::domain::ids::{FollowUpNoteId, UserId};
use crate::storage::access::users;
use crate::storage::follow_ups::entries;
use crate::storage::follow_ups::release::release_unseen;
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
    let sees = roles.have(Right::HandleFollowUps).then(|| FollowUpsOf::whom(roles, team));
    release(app, tx, actor, user, sees.as_ref()).await
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
    let entry =
        Entry { at: app.now(), by: BY_PROGRAM.to_owned(), kind: EntryKind::Released, words: held_by };
    let ids = tx.new_row_ids(released.len())?.into_iter().map(FollowUpNoteId);
    let rows: Vec<_> = ids.zip(&released).map(|(id, of)| (id, *of, entry.clone())).collect();
    entries::add_all(tx, &rows).await?;
    for follow_up in released {
        record(app, tx, actor, Action::AssignFollowUp, &format!("{follow_up}: no one")).await?;
    }
    Ok(())
}

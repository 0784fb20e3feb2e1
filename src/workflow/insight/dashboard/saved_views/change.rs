//! Saving, renaming, sharing, mailing and deleting views.
//!
//! The rule: a view is changed by its owner alone; its monthly mail is each reader's own choice.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::ids::{SavedViewId, UserId};
use crate::domain::insight::query::saved_view::{NewView, SavedView};
use crate::storage::access::users;
use crate::storage::insight::saved_views;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};

/// Why a view was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    #[error("you have another view of this name; choose another name")]
    NameTaken,
    #[error("there is no such view, or it is another's: look at your list of views")]
    NotFound,
    #[error("a comparison of two groups is not mailed; save and mail a view of each")]
    NotMailable,
    #[error("this person has no account, and so no views: sign in as a user")]
    NoAccount,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Saves a view under a name.
///
/// # Errors
/// [`ViewError::NameTaken`], [`ViewError::NoAccount`], or the role does not allow it.
#[tracing::instrument(skip_all)]
pub async fn save_view(app: &App, actor: &Actor, new: &NewView) -> Result<SavedViewId, ViewError> {
    let now = app.now();
    let id = SavedViewId(app.randomness.uuid(now));
    let mut tx = app.db.write().await?;
    let owner = account(&mut tx, actor).await?;
    if !saved_views::insert(&mut tx, id, owner, new, now).await? {
        return Err(ViewError::NameTaken);
    }
    act(app, &mut tx, actor, Action::SaveView, &id.to_string()).await?;
    if new.is_shared {
        act(app, &mut tx, actor, Action::ShareView, &id.to_string()).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Renames an own view.
///
/// # Errors
/// As [`save_view`], and [`ViewError::NotFound`].
#[tracing::instrument(skip_all)]
pub async fn rename_view(app: &App, actor: &Actor, id: SavedViewId, name: &str) -> Result<(), ViewError> {
    let mut tx = app.db.write().await?;
    let (owner, _) = own(&mut tx, actor, id).await?;
    if !saved_views::rename(&mut tx, owner, id, name).await? {
        return Err(ViewError::NameTaken);
    }
    act(app, &mut tx, actor, Action::RenameView, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Shares an own view with colleagues, or shares it no longer: then it is mailed to them no longer, either.
///
/// # Errors
/// As [`rename_view`].
#[tracing::instrument(skip_all)]
pub async fn share_view(app: &App, actor: &Actor, id: SavedViewId, is_shared: bool) -> Result<(), ViewError> {
    let mut tx = app.db.write().await?;
    let (_, view) = own(&mut tx, actor, id).await?;
    if view.is_shared == is_shared {
        return Ok(());
    }
    saved_views::set_shared(&mut tx, id, is_shared).await?;
    let action = if is_shared { Action::ShareView } else { Action::UnshareView };
    act(app, &mut tx, actor, action, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Deletes an own view with its monthly mails.
///
/// # Errors
/// As [`rename_view`].
#[tracing::instrument(skip_all)]
pub async fn delete_view(app: &App, actor: &Actor, id: SavedViewId) -> Result<(), ViewError> {
    let mut tx = app.db.write().await?;
    own(&mut tx, actor, id).await?;
    saved_views::delete(&mut tx, id).await?;
    act(app, &mut tx, actor, Action::DeleteView, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Mails the figures of a view to the actor each month, or no longer.
///
/// # Errors
/// [`ViewError::NotFound`], [`ViewError::NotMailable`], [`ViewError::NoAccount`], or the role does not allow it.
#[tracing::instrument(skip_all)]
pub async fn mail_view(app: &App, actor: &Actor, id: SavedViewId, is_wanted: bool) -> Result<(), ViewError> {
    let mut tx = app.db.write().await?;
    let reader = account(&mut tx, actor).await?;
    let view = saved_views::find(&mut tx, reader, id).await?.ok_or(ViewError::NotFound)?;
    if is_wanted && !view.page.is_mailable() {
        return Err(ViewError::NotMailable);
    }
    if view.is_mailed == is_wanted {
        return Ok(());
    }
    let action = if is_wanted {
        saved_views::subscribe(&mut tx, id, reader, app.now()).await?;
        Action::SubscribeToView
    } else {
        saved_views::unsubscribe(&mut tx, id, reader).await?;
        Action::UnsubscribeFromView
    };
    act(app, &mut tx, actor, action, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// The acting user, whose account is enabled.
async fn account(tx: &mut Tx, actor: &Actor) -> Result<UserId, ViewError> {
    let email = actor.person().ok_or(ViewError::NoAccount)?;
    let user = users::find_by_email(tx, email).await?.filter(|user| user.disabled_at.is_none());
    Ok(user.ok_or(ViewError::NoAccount)?.id)
}

/// The acting user and a view of that user's own.
async fn own(tx: &mut Tx, actor: &Actor, id: SavedViewId) -> Result<(UserId, SavedView), ViewError> {
    let user = account(tx, actor).await?;
    let view = saved_views::find(tx, user, id).await?.filter(|view| view.is_own);
    Ok((user, view.ok_or(ViewError::NotFound)?))
}

//! What a user may do, and whose follow-ups a handler sees: changed by an administrator or the operator.
//!
//! The rule: a change holds at once, since roles and team are read from the database on every request, those of a key's
//! owner too. Who gets a role for which the settings require a second factor, and has none, signs in again and sets it up.
//! Follow-ups that the user does not see any more are left to their teams. An administrator changes the accounts of others
//! alone, and a form does not change what another person has changed since its page was shown.

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Roles;
use crate::domain::complaints::segment::Dimension;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::access::users::{self, StoredUser};
use crate::storage::access::{accounts, second_factors, sessions};
use crate::storage::complaints::segments;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, stored_user};
use crate::workflow::access::permission::{act, demand};
use crate::workflow::access::released::release_out_of_sight;
use crate::workflow::access::users::{UserError, refuse_own_account};

/// The most teams of complaints that are suggested.
const MOST_SUGGESTED: u32 = 200;

/// Gives a user these roles in place of the present ones.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn set_roles(
    app: &App,
    actor: &Actor,
    email: &EmailAddress,
    roles: &Roles,
) -> Result<(), UserError> {
    set_seen_roles(app, actor, email, None, roles).await
}

/// The same, if the user still has the roles that the actor saw; `None`: whatever they are.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn set_seen_roles(
    app: &App,
    actor: &Actor,
    email: &EmailAddress,
    seen: Option<&Roles>,
    roles: &Roles,
) -> Result<(), UserError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::SetRoles).await?;
    let user = other_user(&mut tx, actor, email).await?;
    if user.roles == *roles {
        return Ok(());
    }
    if seen.is_some_and(|seen| *seen != user.roles) {
        return Err(UserError::Changed);
    }
    accounts::set_roles(&mut tx, user.id, roles).await?;
    let access = (roles, user.team.as_deref());
    release_out_of_sight(app, &mut tx, actor, user.id, access).await?;
    let needs_second_factor = app.config.access.second_factor.requires(roles);
    if needs_second_factor && second_factors::find(&mut tx, user.id).await?.is_none() {
        // The next sign-in begins with setting it up.
        sessions::delete_by_password(&mut tx, user.id).await?;
    }
    act(app, &mut tx, actor, Action::SetRoles, &format!("{}: {roles}", stored_user(user.id))).await?;
    Ok(tx.commit().await?)
}

/// Sets whose follow-ups a handler sees; `None` for those of all teams.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn set_team(
    app: &App,
    actor: &Actor,
    email: &EmailAddress,
    team: Option<&str>,
) -> Result<(), UserError> {
    set_seen_team(app, actor, email, None, team).await
}

/// The same, if the user still has the team that the actor saw; `None`: whichever it is.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn set_seen_team(
    app: &App,
    actor: &Actor,
    email: &EmailAddress,
    seen: Option<Option<&str>>,
    team: Option<&str>,
) -> Result<(), UserError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::SetTeam).await?;
    let user = other_user(&mut tx, actor, email).await?;
    if user.team.as_deref() == team {
        return Ok(());
    }
    if seen.is_some_and(|seen| seen != user.team.as_deref()) {
        return Err(UserError::Changed);
    }
    accounts::set_team(&mut tx, user.id, team).await?;
    release_out_of_sight(app, &mut tx, actor, user.id, (&user.roles, team)).await?;
    let subject = format!("{}: {}", stored_user(user.id), team.unwrap_or("all teams"));
    act(app, &mut tx, actor, Action::SetTeam, &subject).await?;
    Ok(tx.commit().await?)
}

/// The user, who is not the acting one.
async fn other_user(tx: &mut Tx, actor: &Actor, email: &EmailAddress) -> Result<StoredUser, UserError> {
    refuse_own_account(actor, &email.folded())?;
    users::find_by_email(tx, &email.folded()).await?.ok_or(UserError::NoSuchUser)
}

/// Whether a user or a closed complaint has this team.
pub async fn is_known_team(tx: &mut Tx, team: &str) -> Result<bool, StorageError> {
    Ok(accounts::is_team(tx, team).await? || segments::has(tx, Dimension::Team, team).await?)
}

/// The teams of users and of closed complaints, sorted, to be suggested.
#[tracing::instrument(skip_all)]
pub async fn known_teams(app: &App) -> Result<BTreeSet<String>, StorageError> {
    let mut tx = app.db.read().await?;
    let of_users = accounts::teams(&mut tx).await?;
    let of_complaints = segments::values(&mut tx, Dimension::Team, MOST_SUGGESTED).await?;
    Ok(of_users.into_iter().chain(of_complaints).filter(|team| !team.is_empty()).collect())
}

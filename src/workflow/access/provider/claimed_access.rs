//! The roles and the team that the claims of a person give.
//!
//! The rule: a claim that is missing says nothing, so roles and team stay as they are. No claim widens whose follow-ups a
//! handler sees, and none takes the administrator's role from the last one who has it.

use crate::access::provider::id_token::Identity;
use crate::app::App;
use crate::config::OidcConfig;
use crate::domain::access::action::Action;
use crate::domain::access::roles::{Role, Roles};
use crate::domain::input::fields::LONGEST_TEXT;
use crate::storage::access::provider::users as linked;
use crate::storage::access::users::StoredUser;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record, stored_user};
use crate::workflow::access::released::release_out_of_sight;

/// The user with the roles and the team of the claims, where the settings name these.
pub async fn with_claimed_access(
    app: &App,
    tx: &mut Tx,
    oidc: &OidcConfig,
    identity: &Identity,
    mut user: StoredUser,
) -> Result<StoredUser, StorageError> {
    let actor = Actor::User(user.email.clone());
    let before = (user.roles.clone(), user.team.clone());
    if let Some(team) = claimed_team(oidc, identity).filter(|team| user.team.as_ref() != Some(team)) {
        record(app, tx, &actor, Action::SetTeam, &format!("{}: {team}", stored_user(user.id))).await?;
        user.team = Some(team);
    }
    if let Some(claimed) = claimed_roles(oidc, identity, &user) {
        let stays_administrator = is_last_administrator_without(tx, &user, &claimed).await?;
        let kept = stays_administrator.then_some(Role::Admin);
        let roles: Roles = claimed.iter().chain(kept).collect();
        if stays_administrator {
            tracing::warn!(user = %user.id, "the last administrator keeps the role, which the claims do not give");
        }
        if stays_administrator || roles != user.roles {
            let why = if stays_administrator { ", the last administrator" } else { "" };
            let subject = format!("{}: {roles}{why}", stored_user(user.id));
            record(app, tx, &actor, Action::SetRoles, &subject).await?;
            user.roles = roles;
        }
    }
    linked::set_access(tx, user.id, &user.roles, user.team.as_deref()).await?;
    if before != (user.roles.clone(), user.team.clone()) {
        let access = (&user.roles, user.team.as_deref());
        release_out_of_sight(app, tx, &actor, user.id, access).await?;
    }
    Ok(user)
}

/// The first text of the claim that can be a team.
fn claimed_team(oidc: &OidcConfig, identity: &Identity) -> Option<String> {
    let is_team = |text: &&str| {
        (1..=LONGEST_TEXT).contains(&text.chars().count()) && !text.chars().any(char::is_control)
    };
    let texts = identity.texts(oidc.team_claim.as_ref()?);
    texts.into_iter().map(str::trim).find(is_team).map(str::to_owned)
}

/// The roles that the claim gives; `None` if there is no such claim.
fn claimed_roles(oidc: &OidcConfig, identity: &Identity, user: &StoredUser) -> Option<Roles> {
    let claim = oidc.roles.as_ref().filter(|claim| identity.has(&claim.name))?;
    let roles = claim.table.roles_of(&identity.texts(&claim.name));
    // A handler without a team sees the follow-ups of all teams. Where claims give teams, only an administrator makes one.
    let needs_team = oidc.team_claim.is_some() && user.team.is_none() && !user.roles.contain(Role::Handler);
    Some(roles.iter().filter(|role| !needs_team || *role != Role::Handler).collect())
}

/// Whether there would be no administrator any more with these roles of the user.
async fn is_last_administrator_without(
    tx: &mut Tx,
    user: &StoredUser,
    claimed: &Roles,
) -> Result<bool, StorageError> {
    if !user.roles.contain(Role::Admin) || claimed.contain(Role::Admin) {
        return Ok(false);
    }
    Ok(!linked::lock_administrators(tx).await?.iter().any(|administrator| *administrator != user.id))
}

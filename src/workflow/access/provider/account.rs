//! Which account a person of the provider has here.
//!
//! The rule: an account belongs to one subject until an administrator unlinks it. It gets one by its address only if the
//! provider says that it verified the address, or a person could enter an account with an address that is not theirs.

use crate::access::provider::id_token::Identity;
use crate::app::App;
use crate::config::OidcConfig;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Roles;
use crate::domain::ids::UserId;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::Tx;
use crate::storage::access::provider::users as linked;
use crate::storage::access::users::{self, StoredUser};
use crate::workflow::access::audit::{Actor, record, stored_user};
use crate::workflow::access::provider::ProviderSignInError;
use crate::workflow::access::provider::claimed_access::with_claimed_access;

/// The account of a person, made if there is none, with the roles and the team that the claims give now.
pub async fn account_of(
    app: &App,
    tx: &mut Tx,
    oidc: &OidcConfig,
    identity: &Identity,
) -> Result<StoredUser, ProviderSignInError> {
    let user = match linked::find(tx, &oidc.issuer, &identity.subject).await? {
        Some(user) => user,
        None => newly_linked(app, tx, oidc, identity).await?,
    };
    if user.disabled_at.is_some() {
        return Err(ProviderSignInError::Disabled(user.email));
    }
    Ok(with_claimed_access(app, tx, oidc, identity, user).await?)
}

/// The account with the person's address, or a new one, which from now on is this person's.
async fn newly_linked(
    app: &App,
    tx: &mut Tx,
    oidc: &OidcConfig,
    identity: &Identity,
) -> Result<StoredUser, ProviderSignInError> {
    let address = identity.email.as_deref().and_then(|text| text.parse::<EmailAddress>().ok());
    let email = address.ok_or(ProviderSignInError::NoAddress)?.folded();
    let user = match users::find_by_email(tx, &email).await? {
        Some(user) if identity.is_email_verified != Some(true) => {
            return Err(ProviderSignInError::NotVerified(Some(user.email)));
        }
        Some(user) => user,
        None => new_user(app, tx, &email, identity).await?,
    };
    if !linked::link(tx, user.id, &oidc.issuer, &identity.subject).await? {
        return Err(ProviderSignInError::OtherSubject(user.email));
    }
    let actor = Actor::User(user.email.clone());
    record(app, tx, &actor, Action::LinkToProvider, &stored_user(user.id)).await?;
    Ok(user)
}

async fn new_user(
    app: &App,
    tx: &mut Tx,
    email: &str,
    identity: &Identity,
) -> Result<StoredUser, ProviderSignInError> {
    // Many providers say nothing of addresses that their organisation gave; one that says no means it.
    if identity.is_email_verified == Some(false) {
        return Err(ProviderSignInError::NotVerified(None));
    }
    let now = app.now();
    let user = StoredUser {
        id: UserId(app.randomness.uuid(now)),
        email: email.to_owned(),
        roles: Roles::default(),
        team: None,
        language: None,
        password_hash: None,
        created_at: now,
        disabled_at: None,
    };
    // Another sign-in may have made it just now.
    if !users::insert(tx, &user).await? {
        return Err(ProviderSignInError::NotVerified(None));
    }
    record(app, tx, &Actor::User(user.email.clone()), Action::AddUser, &stored_user(user.id)).await?;
    Ok(user)
}

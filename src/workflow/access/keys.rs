//! API keys of other systems.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::{Roles, Scope};
use crate::domain::access::token::Token;
use crate::domain::norms::norm::POLICY;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::StorageError;
use crate::storage::access::api_keys::{self, StoredKey};
use crate::storage::access::users;
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::permission;

/// The prefix of a key, by which a leaked one is recognised.
const PREFIX: &str = "nk_";

/// Why a key was not added or revoked.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(
        "a key's name must be 1 to 100 characters without control characters, with no @ in it, and not `operator` or `policy`"
    )]
    BadName,
    #[error("the name is taken; a name is never used twice, not even of a revoked key")]
    Taken,
    #[error("there is no active user {0} who could own the key")]
    UnknownOwner(String),
    #[error("{owner} ({roles}) may not do what {scope} allows, and a key never does more than its owner")]
    AboveOwner { owner: String, roles: Roles, scope: Scope },
    #[error("there is no active key with this name")]
    Unknown,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Creates a key; the returned token cannot be read again.
///
/// # Errors
/// See [`KeyError`].
pub async fn add_key(
    app: &App,
    name: &str,
    scopes: Vec<Scope>,
    owner: Option<&str>,
) -> Result<Token, KeyError> {
    // A key named like a person, the operator or the policy would appear in the ledger as one of those.
    let is_misleading = permission::is_person(name) || [Actor::Operator.name(), POLICY].contains(&name);
    let fits = (1..=100).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if !fits || is_misleading {
        return Err(KeyError::BadName);
    }
    let mut tx = app.db.write().await?;
    // Normalised as users are stored: lower case, the domain in A-labels.
    let folded = |text: &str| {
        text.parse().map_or_else(|_| text.to_lowercase(), |address: EmailAddress| address.folded())
    };
    let owner = owner.map(folded);
    if let Some(owner) = &owner {
        let user = users::find_by_email(&mut tx, owner).await?.filter(|user| user.disabled_at.is_none());
        let roles = user.ok_or_else(|| KeyError::UnknownOwner(owner.clone()))?.roles;
        if let Some(&scope) = scopes.iter().find(|scope| !roles.may_hold(**scope)) {
            return Err(KeyError::AboveOwner { owner: owner.clone(), roles, scope });
        }
    }
    let token = Token::random(PREFIX, app.randomness.bytes());
    let key = StoredKey { name: name.to_owned(), scopes, owner, created_at: app.now(), revoked_at: None };
    if !api_keys::insert(&mut tx, &key, &token.hash()).await? {
        return Err(KeyError::Taken);
    }
    record(app, &mut tx, &Actor::Operator, Action::AddKey, name).await?;
    tx.commit().await?;
    Ok(token)
}

/// The active key for a presented token; `None` if it is unknown or revoked, or if its owner is disabled.
pub async fn find_key(app: &App, presented: &Token) -> Result<Option<StoredKey>, StorageError> {
    let mut tx = app.db.read().await?;
    let key = api_keys::find(&mut tx, &presented.hash()).await?.filter(|key| key.revoked_at.is_none());
    let Some(mut key) = key else { return Ok(None) };
    let Some(owner) = key.owner.as_deref() else { return Ok(Some(key)) };
    // A key with an owner stops working when the owner is disabled, and is limited to the owner's present role.
    let user = users::find_by_email(&mut tx, owner).await?.filter(|user| user.disabled_at.is_none());
    Ok(user.map(|user| {
        key.scopes.retain(|scope| user.roles.may_hold(*scope));
        key
    }))
}

/// All keys by name.
pub async fn list_keys(app: &App) -> Result<Vec<StoredKey>, StorageError> {
    api_keys::list(&mut app.db.read().await?).await
}

/// Revokes a key, with immediate effect.
///
/// # Errors
/// See [`KeyError`].
pub async fn revoke_key(app: &App, name: &str) -> Result<(), KeyError> {
    let mut tx = app.db.write().await?;
    if !api_keys::revoke(&mut tx, name, app.now()).await? {
        return Err(KeyError::Unknown);
    }
    record(app, &mut tx, &Actor::Operator, Action::RevokeKey, name).await?;
    Ok(tx.commit().await?)
}

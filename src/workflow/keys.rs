//! Keys of other systems.

use crate::app::App;
use crate::domain::access::Scope;
use crate::domain::token::Token;
use crate::storage::api_keys::{self, StoredKey};
use crate::storage::{StorageError, users};
use crate::workflow::actor::{Actor, record};

/// What a key begins with, so that one that leaked is recognised.
const PREFIX: &str = "nk_";

/// Why a key was not added or revoked.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("a key's name must be 1 to 100 characters without control characters")]
    BadName,
    #[error("the name is taken; a name is never used twice, not even of a revoked key")]
    Taken,
    #[error("there is no active user {0} who could own the key")]
    UnknownOwner(String),
    #[error("there is no active key with this name")]
    Unknown,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Makes a key; this is the only time that it can be read.
///
/// # Errors
/// See [`KeyError`].
pub async fn add_key(
    app: &App,
    name: &str,
    scopes: Vec<Scope>,
    owner: Option<&str>,
) -> Result<Token, KeyError> {
    let fits = (1..=100).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if !fits {
        return Err(KeyError::BadName);
    }
    let mut tx = app.db.write().await?;
    let owner = owner.map(str::to_lowercase);
    if let Some(owner) = &owner {
        let user = users::find_by_email(&mut tx, owner).await?.filter(|user| user.disabled_at.is_none());
        user.ok_or_else(|| KeyError::UnknownOwner(owner.clone()))?;
    }
    let token = Token::random(PREFIX, app.randomness.bytes());
    let key = StoredKey { name: name.to_owned(), scopes, owner, created_at: app.now(), revoked_at: None };
    if !api_keys::insert(&mut tx, &key, &token.hash()).await? {
        return Err(KeyError::Taken);
    }
    record(app, &mut tx, &Actor::Operator, "keys add", name).await?;
    tx.commit().await?;
    Ok(token)
}

/// The key that somebody presents, if it is good.
///
/// # Errors
/// The database failed.
pub async fn find_key(app: &App, presented: &Token) -> Result<Option<StoredKey>, StorageError> {
    let mut tx = app.db.read().await?;
    let key = api_keys::find(&mut tx, &presented.hash()).await?.filter(|key| key.revoked_at.is_none());
    let Some(owner) = key.as_ref().and_then(|key| key.owner.as_deref()) else { return Ok(key) };
    // A key that acts as somebody goes when that person goes.
    let user = users::find_by_email(&mut tx, owner).await?;
    Ok(key.filter(|_| user.is_some_and(|user| user.disabled_at.is_none())))
}

/// All keys by name.
///
/// # Errors
/// The database failed.
pub async fn list_keys(app: &App) -> Result<Vec<StoredKey>, StorageError> {
    api_keys::list(&mut app.db.read().await?).await
}

/// Revokes a key, at once.
///
/// # Errors
/// See [`KeyError`].
pub async fn revoke_key(app: &App, name: &str) -> Result<(), KeyError> {
    let mut tx = app.db.write().await?;
    if !api_keys::revoke(&mut tx, name, app.now()).await? {
        return Err(KeyError::Unknown);
    }
    record(app, &mut tx, &Actor::Operator, "keys revoke", name).await?;
    Ok(tx.commit().await?)
}

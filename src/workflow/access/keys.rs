//! API keys of other systems.
//!
//! The rule: a key never does more than the one who makes it may, so that no administrator acts as another person, nor reads
//! or decides by a key what the own roles do not allow. A key has 256 random bits and is shown once; the database keeps its
//! SHA-256, without a salt, and its first eight characters. Salt and a slow hash protect secrets that people choose, which
//! can be guessed from a list; 2^256 keys cannot be tried, nor the 2^208 that are left once the beginning is known. And a
//! key is found by its hash, which a salt would make impossible.

use std::time::Duration;

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::api_key::{ApiKey, KeyState, end_of};
use crate::domain::access::roles::{Roles, Scope};
use crate::domain::access::session::USE_NOTED_EVERY;
use crate::domain::access::token::{Token, TokenHash};
use crate::domain::norms::norm::POLICY;
use crate::storage::access::{api_keys, users};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, stored_person};
use crate::workflow::access::permission::{self, ActError, act, demand, roles_of};
use crate::workflow::access::sign_in::folded;

/// The prefix of a key, by which a leaked one is recognised.
const PREFIX: &str = "nk_";
/// How many characters of a key are kept, by which its owner recognises it: the prefix and eight more.
const KEPT: usize = PREFIX.len() + 8;
/// How long a request waits for its use of a key to be noted.
const PATIENCE: Duration = Duration::from_millis(500);

/// A key to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// Unique for ever.
    pub name: String,
    pub scopes: Vec<Scope>,
    /// The address of the user as whom it acts; `None` if it acts as itself.
    pub owner: Option<String>,
    /// The last day on which it works, in the organisation's time zone; `None` if it does not expire.
    pub expires_on: Option<NaiveDate>,
}

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
    #[error(
        "a key that is made on the pages acts as its maker or as itself; the operator of this machine makes one for \
         another user, by `naklank keys add NAME --scope SCOPE --owner EMAIL`"
    )]
    OwnedByAnother,
    #[error(
        "you may not do what {scope} allows, and a key never does more than the one who makes it; the operator of this \
         machine makes such a key, by `naklank keys add`"
    )]
    AboveMaker { scope: Scope },
    #[error("the last day of the key has passed; choose today or a later day")]
    AlreadyOver,
    #[error("there is no active key with this name")]
    Unknown,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Creates a key; the returned token cannot be read again.
///
/// # Errors
/// See [`KeyError`].
#[tracing::instrument(skip_all)]
pub async fn add_key(app: &App, actor: &Actor, new: NewKey) -> Result<Token, KeyError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::AddKey).await?;
    if !is_key_name(&new.name) {
        return Err(KeyError::BadName);
    }
    if new.expires_on.is_some_and(|day| day < app.today()) {
        return Err(KeyError::AlreadyOver);
    }
    let owner = new.owner.as_deref().map(folded);
    match &owner {
        Some(owner) => refuse_owner(&mut tx, actor, owner, &new.scopes).await?,
        None => refuse_scopes(&mut tx, actor, &new.scopes).await?,
    }
    let token = Token::random(PREFIX, app.randomness.bytes());
    let key = ApiKey {
        name: new.name,
        prefix: Some(token.beginning(KEPT).to_owned()),
        scopes: new.scopes,
        owner,
        is_owner_disabled: false,
        created_at: app.now(),
        expires_at: new.expires_on.map(|day| end_of(day, app.config.organisation.zone)),
        last_used_at: None,
        revoked_at: None,
    };
    if !api_keys::insert(&mut tx, &key, &token.hash()).await? {
        return Err(KeyError::Taken);
    }
    let subject = subject(app, &mut tx, &key).await?;
    act(app, &mut tx, actor, Action::AddKey, &subject).await?;
    tx.commit().await?;
    Ok(token)
}

/// Everything that keeps a key from being made, for a form that says all of it at once; the key is not made.
///
/// # Errors
/// The database failed.
#[tracing::instrument(skip_all)]
pub async fn key_faults(app: &App, actor: &Actor, new: &NewKey) -> Result<Vec<KeyError>, StorageError> {
    let mut tx = app.db.read().await?;
    let mut faults = Vec::new();
    if !is_key_name(&new.name) {
        faults.push(KeyError::BadName);
    } else if api_keys::list(&mut tx).await?.iter().any(|key| key.name == new.name) {
        faults.push(KeyError::Taken);
    }
    if new.expires_on.is_some_and(|day| day < app.today()) {
        faults.push(KeyError::AlreadyOver);
    }
    let refused = match new.owner.as_deref().map(folded) {
        Some(owner) => refuse_owner(&mut tx, actor, &owner, &new.scopes).await,
        None => refuse_scopes(&mut tx, actor, &new.scopes).await,
    };
    match refused {
        Ok(()) => Ok(faults),
        Err(KeyError::Storage(error)) => Err(error),
        Err(fault) => {
            faults.push(fault);
            Ok(faults)
        }
    }
}

/// Whether a key may have this name: one like a person, the operator or the policy would appear in the ledger as one of
/// those.
fn is_key_name(name: &str) -> bool {
    let is_misleading = permission::is_person(name) || [Actor::Operator.name(), POLICY].contains(&name);
    let fits = (1..=100).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    fits && !is_misleading
}

/// Refuses an owner (by address as stored) who is not an active user, may not do what the scopes allow, or is another than
/// the person who makes the key.
async fn refuse_owner(tx: &mut Tx, maker: &Actor, owner: &str, scopes: &[Scope]) -> Result<(), KeyError> {
    if *maker != Actor::Operator && maker.person() != Some(owner) {
        return Err(KeyError::OwnedByAnother);
    }
    let user = users::find_by_email(tx, owner).await?.filter(|user| user.disabled_at.is_none());
    let Some(user) = user else { return Err(KeyError::UnknownOwner(owner.to_owned())) };
    match scopes.iter().find(|scope| !user.roles.may_hold(**scope)) {
        Some(&scope) => Err(KeyError::AboveOwner { owner: owner.to_owned(), roles: user.roles, scope }),
        None => Ok(()),
    }
}

/// Refuses scopes for a key without an owner beyond what its maker may; the operator may give any.
async fn refuse_scopes(tx: &mut Tx, maker: &Actor, scopes: &[Scope]) -> Result<(), KeyError> {
    if *maker == Actor::Operator {
        return Ok(());
    }
    let roles = roles_of(tx, maker).await?.unwrap_or_default();
    match scopes.iter().find(|scope| !roles.may_hold(**scope)) {
        Some(&scope) => Err(KeyError::AboveMaker { scope }),
        None => Ok(()),
    }
}

/// What the audit says about a new key: its name, its scopes, and its owner if it has one.
async fn subject(app: &App, tx: &mut Tx, key: &ApiKey) -> Result<String, StorageError> {
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.name()).collect();
    let told = format!("{}: {}", key.name, scopes.join(" "));
    match &key.owner {
        Some(owner) => Ok(format!("{told} for {}", stored_person(app, tx, owner).await?)),
        None => Ok(told),
    }
}

/// The key that was presented, with the scopes that count now; `None` if it is unknown, revoked or expired, or if its owner
/// is disabled. Its use is noted from time to time.
#[tracing::instrument(skip_all)]
pub async fn find_key(app: &App, presented: &Token) -> Result<Option<ApiKey>, StorageError> {
    let (now, hash) = (app.now(), presented.hash());
    let mut tx = app.db.read().await?;
    let found = api_keys::find(&mut tx, &hash).await?.filter(|key| key.state(now) == KeyState::Active);
    let Some(mut key) = found else { return Ok(None) };
    if let Some(owner) = key.owner.as_deref() {
        // A key with an owner is limited to the owner's present roles.
        let user = users::find_by_email(&mut tx, owner).await?.filter(|user| user.disabled_at.is_none());
        let Some(user) = user else { return Ok(None) };
        key.scopes.retain(|scope| user.roles.may_hold(*scope));
    }
    drop(tx);
    if key.last_used_at.is_none_or(|used_at| now - used_at >= USE_NOTED_EVERY) {
        note_use(app, &hash, now).await;
    }
    Ok(Some(key))
}

/// Notes that a key is in use. A database that takes no writes for now does not keep out those who only read.
async fn note_use(app: &App, hash: &TokenHash, now: Timestamp) {
    let noting = async {
        let mut tx = app.db.write().await?;
        api_keys::set_used(&mut tx, hash, now).await?;
        tx.commit().await
    };
    let noted = tokio::time::timeout(PATIENCE, noting).await;
    if let Err(error) = noted.unwrap_or(Err(StorageError::TookTooLong)) {
        tracing::warn!(%error, "the use of a key was not noted");
    }
}

/// All keys by name.
#[tracing::instrument(skip_all)]
pub async fn list_keys(app: &App) -> Result<Vec<ApiKey>, StorageError> {
    api_keys::list(&mut app.db.read().await?).await
}

/// Revokes a key, with immediate effect.
///
/// # Errors
/// See [`KeyError`].
#[tracing::instrument(skip_all)]
pub async fn revoke_key(app: &App, actor: &Actor, name: &str) -> Result<(), KeyError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::RevokeKey).await?;
    // PostgreSQL does not take every control character, and no key's name has one.
    if name.chars().any(char::is_control) || !api_keys::revoke(&mut tx, name, app.now()).await? {
        return Err(KeyError::Unknown);
    }
    act(app, &mut tx, actor, Action::RevokeKey, name).await?;
    Ok(tx.commit().await?)
}

//! The actors, and the entries that they leave in the audit.
//!
//! The rule: nothing of the audit can be erased, so it holds no personal data. A person stands in it by identifier, or by
//! a keyed hash of the address where there is no account; words of people stand beside it.

pub mod chain_earlier;
pub mod export;
pub mod names;
pub mod publish_head;
pub mod read;
pub mod verify;

use data_encoding::HEXLOWER;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::audit_chain::AuditEntry;
use crate::domain::access::roles::Scope;
use crate::domain::ids::UserId;
use crate::domain::time::calendar::to_microseconds;
use crate::storage::access::{audit, users};
use crate::storage::{StorageError, Tx};

/// Who performs an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The operator, at the command line of this machine.
    Operator,
    /// An API key.
    Key(KeyHolder),
    /// A signed-in user, by address.
    User(String),
    /// A sign-in attempt for an address that has no account.
    Unknown,
}

/// The holder of an API key: a system, or a user who acts through one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHolder {
    /// The key's name.
    pub name: String,
    /// The user as whom it acts; `None` for a system of its own.
    pub owner: Option<String>,
    pub scopes: Vec<Scope>,
}

impl Actor {
    /// The address of the user who acts, directly or through a key; `None` for the operator and for a key without an owner.
    #[must_use]
    pub fn person(&self) -> Option<&str> {
        match self {
            Self::User(email) => Some(email),
            Self::Key(key) => key.owner.as_deref(),
            Self::Operator | Self::Unknown => None,
        }
    }

    /// The bare name, for display.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Operator => "operator",
            Self::Unknown => "unknown",
            Self::User(email) => email,
            Self::Key(key) => key.owner.as_deref().unwrap_or(&key.name),
        }
    }
}

impl std::fmt::Display for Actor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Operator => formatter.write_str("operator"),
            Self::Unknown => formatter.write_str("unknown"),
            Self::Key(KeyHolder { name, owner: None, .. }) => write!(formatter, "key {name}"),
            Self::Key(KeyHolder { name, owner: Some(email), .. }) => {
                write!(formatter, "user {email}{BY_KEY}{name}")
            }
            Self::User(email) => write!(formatter, "user {email}"),
        }
    }
}

/// What stands in the audit between a user and the name of the key by which the user acted.
pub const BY_KEY: &str = " by key ";
/// How many hexadecimal digits of a keyed hash tell a person without an account from others.
const DIGITS: usize = 16;

/// How a user stands in the audit.
#[must_use]
pub fn stored_user(id: UserId) -> String {
    format!("user {id}")
}

/// How a person without an account stands in the audit.
#[must_use]
pub fn stored_stranger(app: &App, email: &str) -> String {
    let hash = HEXLOWER.encode(&app.secret.address_hash(email));
    format!("person {}", hash.get(..DIGITS).unwrap_or(&hash))
}

/// How the person with this address (in lower case) stands in the audit.
pub async fn stored_person(app: &App, tx: &mut Tx, email: &str) -> Result<String, StorageError> {
    let id = users::id_of(tx, email).await?;
    Ok(id.map_or_else(|| stored_stranger(app, email), stored_user))
}

/// Writes an audit entry in the transaction of the action that it records; its commit appends it to the chain. The subject
/// names things by identifiers, never a person's contact details or words.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    subject: &str,
) -> Result<(), StorageError> {
    let entry = entry(app, tx, actor, action, subject).await?;
    tx.append_to_audit(entry)
}

/// The same with words of a person about the act, which are kept beside the audit.
pub async fn record_with_words(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    subject: &str,
    words: &str,
) -> Result<(), StorageError> {
    let entry = entry(app, tx, actor, action, subject).await?;
    audit::insert_words(tx, entry.id, words).await?;
    tx.append_to_audit(entry)
}

/// An entry for now, to be appended by the caller.
pub async fn entry(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    subject: &str,
) -> Result<AuditEntry, StorageError> {
    // What is hashed must be what the database gives back.
    let at = to_microseconds(app.now());
    let actor = stored_actor(app, tx, actor).await?;
    let (action, subject) = (action.name().to_owned(), subject.to_owned());
    Ok(AuditEntry { id: app.randomness.uuid(at), at, actor, action, subject })
}

/// How an actor stands in the audit.
pub async fn stored_actor(app: &App, tx: &mut Tx, actor: &Actor) -> Result<String, StorageError> {
    Ok(match (actor, actor.person()) {
        (Actor::Key(key), Some(owner)) => {
            format!("{}{BY_KEY}{}", stored_person(app, tx, owner).await?, key.name)
        }
        (_, Some(email)) => stored_person(app, tx, email).await?,
        (Actor::Unknown, None) => {
            // The work for a known user, so that the time of a refused sign-in does not tell who has an account.
            stored_person(app, tx, "").await?;
            actor.to_string()
        }
        (_, None) => actor.to_string(),
    })
}

/// Writes an audit entry in a transaction of its own, for an action that only reads.
#[tracing::instrument(skip_all)]
pub async fn record_reading(
    app: &App,
    actor: &Actor,
    action: Action,
    subject: &str,
) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    record(app, &mut tx, actor, action, subject).await?;
    tx.commit().await
}

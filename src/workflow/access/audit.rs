//! The actors, and writing of audit entries.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::storage::access::audit;
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
            Self::Key(KeyHolder { owner: Some(email), .. }) | Self::User(email) => {
                write!(formatter, "user {email}")
            }
        }
    }
}

/// Writes an audit entry in the transaction of the action that it records.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    subject: &str,
) -> Result<(), StorageError> {
    let now = app.now();
    audit::insert(tx, app.randomness.uuid(now), now, &actor.to_string(), action.name(), subject).await
}

/// Writes an audit entry in a transaction of its own, for an action that only reads.
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

//! The actors, and writing of audit entries.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::storage::access::audit;
use crate::storage::{StorageError, Tx};

/// Who performs an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The operator, at the command line of this machine.
    Operator,
    /// An API key without an owner, by its name; one with an owner acts as that user.
    Key(String),
    /// A signed-in user, by address.
    User(String),
    /// A sign-in attempt for an address that has no account.
    Unknown,
}

impl Actor {
    /// The bare name, for display.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Operator => "operator",
            Self::Unknown => "unknown",
            Self::Key(name) | Self::User(name) => name,
        }
    }
}

impl std::fmt::Display for Actor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Operator => formatter.write_str("operator"),
            Self::Unknown => formatter.write_str("unknown"),
            Self::Key(name) => write!(formatter, "key {name}"),
            Self::User(email) => write!(formatter, "user {email}"),
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

//! Who does something, for the audit.

use crate::app::App;
use crate::storage::access::audit;
use crate::storage::{StorageError, Tx};

/// Somebody or something that acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody at the command line of this machine.
    Operator,
    /// An API key, by the user it acts as or else by its own name.
    Key(String),
    /// A signed-in user, by address.
    User(String),
    /// Somebody who failed to be anybody.
    Unknown,
}

impl Actor {
    /// The name alone, for people.
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

/// Writes an audit entry in the transaction of what it tells about.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    action: &str,
    subject: &str,
) -> Result<(), StorageError> {
    let now = app.now();
    audit::insert(tx, app.randomness.uuid(now), now, &actor.to_string(), action, subject).await
}

/// Writes an audit entry in a transaction of its own, for what only reads.
pub async fn record_reading(
    app: &App,
    actor: &Actor,
    action: &str,
    subject: &str,
) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    record(app, &mut tx, actor, action, subject).await?;
    tx.commit().await
}

//! How the installation stands: versions, settings in force, the scheduler, the queue and the audit.
//!
//! The rule: it holds nothing that has to stay secret, so that its page may be shown to a supplier.

use chrono::TimeDelta;

use crate::domain::Timestamp;
use crate::domain::access::audit_chain::ChainHead;
use crate::domain::access::audit_walk::PublishedHead;
use crate::domain::access::session::second_factor::SecondFactorRule;
use crate::domain::sending::overview::{QueueFigures, SendingState};
use crate::domain::upkeep::drill::BackupsAndDrills;

/// What the page of the installation shows.
#[derive(Clone, Debug)]
pub struct Installation {
    pub now: Timestamp,
    /// The version of the program.
    pub program: &'static str,
    pub database: Database,
    pub settings: SettingsInForce,
    /// When the scheduler last ended a pass over its duties, to the minute; `None` if it never did.
    pub last_pass: Option<Timestamp>,
    pub sending: SendingState,
    pub queue: QueueFigures,
    /// The head of the audit; `None` if its row is gone.
    pub head: Option<ChainHead>,
    /// The head that was published last.
    pub published: Option<PublishedHead>,
    pub backups: BackupsAndDrills,
}

/// The database.
#[derive(Clone, Debug)]
pub struct Database {
    pub engine: Engine,
    /// As the engine tells it.
    pub version: String,
    /// In bytes; with PostgreSQL of the whole database, which may hold other organisations.
    pub size: u64,
    /// Oldest first.
    pub migrations: Vec<AppliedMigration>,
}

/// The kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// A migration that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedMigration {
    pub number: i64,
    pub name: String,
    pub at: Timestamp,
}

/// The settings that an administrator asks about.
#[derive(Clone, Debug)]
pub struct SettingsInForce {
    pub public_url: String,
    pub mail: MailMode,
    pub second_factor: SecondFactorRule,
    pub contact_retention: TimeDelta,
    pub verbatim_retention: TimeDelta,
    pub minimum_group: u64,
}

/// Where mail goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailMode {
    /// A mail server.
    Server { host: String, port: u16 },
    /// Files in a folder; nothing leaves the machine.
    Folder(String),
    /// The memory of the program.
    Memory,
}

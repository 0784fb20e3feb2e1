//! Copies of a database: how one is made while others write, what stands in it, and how it is put back.
//!
//! The rule: a copy shows one moment, and nothing waits while it is made. On SQLite the engine writes it (`VACUUM INTO`, in
//! a read transaction beside the writer); on PostgreSQL `pg_dump` does, in the snapshot in which the rows are counted.

mod contents;
mod lone;
pub mod postgres;
mod postgres_address;
pub mod soundness;
pub mod sqlite;
mod tools;

use std::path::Path;

pub use contents::{Contents, contents_of};

use crate::domain::upkeep::installation::Engine;
use crate::storage::StorageError;

/// Why a copy could not be made or put back.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("the disk is full")]
    NoSpace,
    #[error("{0}")]
    NotEmpty(String),
    #[error(
        "`{tool}` of PostgreSQL {needed} or newer is not on this machine ({found}): install the package postgresql-client-{needed}"
    )]
    NoTool { tool: &'static str, needed: u32, found: String },
    #[error("`{tool}` failed: {said}")]
    Tool { tool: &'static str, said: String },
    #[error(
        "the tables of this backup stand in the schema {theirs}, and the address leads to {ours}: append options=-c%20search_path%3D{theirs} to it"
    )]
    AnotherSchema { theirs: String, ours: String },
    #[error(
        "this user may not create a database to restore into: let it (ALTER ROLE ... CREATEDB), or name an empty database with --scratch"
    )]
    MayNotCreate,
}

impl From<sqlx::Error> for CopyError {
    fn from(error: sqlx::Error) -> Self {
        /// `SQLITE_FULL`.
        const FULL: &str = "13";
        let is_full =
            error.as_database_error().is_some_and(|error| error.code().is_some_and(|code| code == FULL));
        if is_full { Self::NoSpace } else { Self::Storage(error.into()) }
    }
}

/// Which engine an address leads to.
///
/// # Errors
/// It is no database address.
pub fn engine_of(address: &str) -> Result<Engine, StorageError> {
    match address.split(':').next() {
        Some("sqlite") => Ok(Engine::Sqlite),
        Some("postgres" | "postgresql") => Ok(Engine::Postgres),
        other => Err(StorageError::Address(other.unwrap_or_default().to_owned())),
    }
}

/// The file of an SQLite address.
#[must_use]
pub fn file_of(address: &str) -> &Path {
    let path = address.strip_prefix("sqlite:").unwrap_or(address);
    Path::new(path.strip_prefix("//").unwrap_or(path))
}

/// Copies the database at the address into a new file, and says what stands in the copy.
///
/// # Errors
/// See [`CopyError`].
pub async fn copy(address: &str, to: &Path) -> Result<Contents, CopyError> {
    match engine_of(address)? {
        Engine::Sqlite => sqlite::copy(file_of(address), to).await,
        Engine::Postgres => postgres::copy(address, to).await,
    }
}

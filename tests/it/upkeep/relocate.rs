//! From SQLite to PostgreSQL: everything goes on there, every row is there, and of two databases only one is in use.

mod audited;
mod broken_off;
mod command;
mod goes_on;
mod refused;
mod rows;
mod target_fails;

use naklank::storage::engine::relocate::{CopyTold, Stage};
use naklank::workflow::upkeep::relocate::{RelocateError, Relocated, relocate};
use tempfile::TempDir;

use crate::support::{Backend, Stopped};

/// Tells no one.
const UNTOLD: CopyTold<'static> = &|_: Stage, _: usize, _: usize| {};

/// An empty PostgreSQL; the folder only makes its name unique.
async fn empty_postgres() -> (String, TempDir) {
    let folder = TempDir::new().unwrap();
    (Backend::Postgres.fresh_database(&folder).await, folder)
}

/// Moves an installation as the command does.
async fn move_to(stopped: &Stopped, url: &str) -> Result<Relocated, RelocateError> {
    relocate(stopped.open().await.unwrap(), url, UNTOLD).await
}

//! Moves an installation from SQLite to PostgreSQL: copies every row, and proves that the copy says the same.
//!
//! The rule: until the last check the old database is the one in use, and no program starts on the new one. A move that breaks
//! off anywhere can be started again. A move that came to its end stands in the audit of both, by the same entry: the chain goes on in
//! the new database from the head that the old one ends with.

use std::sync::Arc;

use secrecy::ExposeSecret as _;
use url::Url;

use crate::app::App;
use crate::clock::Clock;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::audit_chain::AuditEntry;
use crate::domain::access::audit_walk::Finding;
use crate::domain::time::calendar::to_microseconds;
use crate::domain::upkeep::relocation::CopiedTable;
use crate::randomness::Randomness;
use crate::storage::engine::installation;
use crate::storage::engine::relocate::{CopyError, CopyTold, Source, TargetState, check_server, copy, state};
use crate::storage::insight::tallies::Mismatch;
use crate::storage::{Db, Missing, StorageError};
use crate::workflow::access::audit::verify::verify_audit;
use crate::workflow::access::audit::{Actor, entry};
use crate::workflow::upkeep::moved::{MOVED_TO, UNFINISHED};
use crate::workflow::upkeep::recount::check_tallies;

/// Why an installation was not moved.
#[derive(Debug, thiserror::Error)]
pub enum RelocateError {
    #[error(transparent)]
    Copy(#[from] CopyError),
    #[error("the old database: {0}")]
    Old(StorageError),
    #[error("the new database: {0}. Nothing was moved, and the old database is the one in use")]
    New(StorageError),
    #[error(
        "everything is in the new database, but its last step failed ({0}), so that neither database is in use: type `naklank move --undo`, and then the same command again"
    )]
    LastStep(StorageError),
    #[error(
        "the new database cannot be reached ({0}): check the address after --to, and that the server is running"
    )]
    Unreachable(String),
    #[error("--to must be an address like postgres://user@host/name")]
    NoAddress,
    #[error("the installation is in PostgreSQL already; only one in SQLite can be moved")]
    AlreadyInPostgres,
    #[error(
        "the new database holds tables of something else, such as {0}: name an empty database, or an empty schema of its own with ?options=-c%20search_path%3DNAME"
    )]
    Foreign(String),
    #[error(
        "the checks of the audit and of the tallies find something else in the copy than in the old database, which stays in use: please report this"
    )]
    OtherFindings,
    #[error("this database was not moved")]
    NotMoved,
}

impl RelocateError {
    /// Whether the command was used wrongly, and nothing was tried.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::NoAddress | Self::AlreadyInPostgres | Self::Copy(CopyError::NotSqlite))
    }
}

/// A move that came to its end.
#[derive(Debug)]
pub struct Relocated {
    /// Where to, without a password.
    pub place: String,
    /// In the order in which they were copied.
    pub tables: Vec<CopiedTable>,
    pub findings: Findings,
}

/// What was wrong in the old database already, and is in the new one.
#[derive(Debug, PartialEq, Eq)]
pub struct Findings {
    pub audit: Vec<Finding>,
    pub tallies: Vec<Mismatch>,
}

/// Moves the installation to the empty PostgreSQL at an address. Takes the app, since nothing may have the old database open.
///
/// # Errors
/// See [`RelocateError`]; then the old database is still the one in use, unless it says itself that it was moved.
#[tracing::instrument(skip_all)]
pub async fn relocate(app: App, to: &str, told: CopyTold<'_>) -> Result<Relocated, RelocateError> {
    let place = place(to).ok_or(RelocateError::NoAddress)?;
    let from = app.config.database.url.expose_secret().to_owned();
    if !from.starts_with("sqlite:") {
        return Err(RelocateError::AlreadyInPostgres);
    }
    let target = free_target(to).await?;
    let before = findings(&app).await.map_err(RelocateError::Old)?;
    let (config, secret) = (app.config.clone(), app.secret.clone());
    let (clock, randomness) = (Arc::clone(&app.clock), app.randomness.clone());
    app.db.close().await;
    drop(app);
    let mut source = Source::open(&from).await?;
    let copied = App::new(config, target, secret, clock, randomness);
    let moved = move_rows(&mut source, &copied, &place, &before, told).await;
    let closed = source.close().await;
    copied.db.close().await;
    let tables = moved?;
    closed?;
    Ok(Relocated { place, tables, findings: before })
}

/// Copies and checks, and leaves the new database in use instead of the old one; `copied` is the app on the new one.
async fn move_rows(
    source: &mut Source,
    copied: &App,
    place: &str,
    before: &Findings,
    told: CopyTold<'_>,
) -> Result<Vec<CopiedTable>, RelocateError> {
    let tables = copy(source, &copied.db, UNFINISHED, told).await?;
    let after = findings(copied).await.map_err(RelocateError::New)?;
    if after != *before {
        return Err(RelocateError::OtherFindings);
    }
    let entry = entry_of(copied, place).await.map_err(RelocateError::New)?;
    let mark = format!("{place} at {}", written(entry.at));
    source.end_with_fact(MOVED_TO, Some(&mark), entry.clone()).await?;
    finish(copied, entry).await.map_err(RelocateError::LastStep)?;
    Ok(tables)
}

/// What the audit of both says.
async fn entry_of(copied: &App, place: &str) -> Result<AuditEntry, StorageError> {
    let mut tx = copied.db.read().await?;
    entry(copied, &mut tx, &Actor::Operator, Action::MoveInstallation, &without_user(place)).await
}

fn written(at: Timestamp) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Makes a database that was moved the one in use again; returns where it had been moved to.
///
/// # Errors
/// It was not moved, another process has it open, or it failed.
pub async fn undo_relocation(
    database_url: &str,
    clock: &dyn Clock,
    randomness: &Randomness,
) -> Result<String, RelocateError> {
    let mut source = Source::open(database_url).await?;
    let moved = source.fact(MOVED_TO).await?.ok_or(RelocateError::NotMoved)?;
    let at = to_microseconds(clock.now());
    let place = moved.split(" at ").next().unwrap_or_default();
    let entry = AuditEntry {
        id: randomness.uuid(at),
        at,
        actor: Actor::Operator.to_string(),
        action: Action::UndoMove.name().to_owned(),
        subject: without_user(place),
    };
    source.end_with_fact(MOVED_TO, None, entry).await?;
    source.close().await?;
    Ok(moved)
}

/// The database at an address, if an installation can be copied to it.
async fn free_target(to: &str) -> Result<Db, RelocateError> {
    let opened = Db::open(to, Missing::Refused).await;
    let target = opened.map_err(|error| match error {
        StorageError::Unreachable(cause) => RelocateError::Unreachable(cause.to_string()),
        error => RelocateError::New(error),
    })?;
    check_server(&target).await?;
    match state(&target, UNFINISHED).await? {
        TargetState::Free => Ok(target),
        TargetState::Installation => Err(CopyError::NotEmpty.into()),
        TargetState::Foreign(table) => Err(RelocateError::Foreign(table)),
    }
}

async fn findings(app: &App) -> Result<Findings, StorageError> {
    let audit = verify_audit(app, None).await?.findings;
    let mut tallies = check_tallies(app).await?;
    tallies.sort_by_cached_key(ToString::to_string);
    Ok(Findings { audit, tallies })
}

/// From here on the new database is the one in use.
async fn finish(copied: &App, entry: AuditEntry) -> Result<(), StorageError> {
    let mut tx = copied.db.write().await?;
    installation::remove(&mut tx, UNFINISHED).await?;
    tx.append_to_audit(entry)?;
    tx.commit().await
}

/// Where an address of PostgreSQL leads, without the password; `None` for any other address.
#[must_use]
pub fn place(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    if !["postgres", "postgresql"].contains(&url.scheme()) {
        return None;
    }
    // Refused where there is no host, as for a socket, and there is no password then.
    let _ = url.set_password(None);
    if url.query_pairs().any(|(name, _)| name == "password") {
        url.set_query(None);
    }
    Some(url.to_string())
}

/// The same without the user, for the audit: it reads like the address of a person.
fn without_user(place: &str) -> String {
    let Ok(mut url) = Url::parse(place) else { return String::new() };
    // As above.
    let _ = url.set_username("");
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_without_its_password() {
        assert_eq!(
            place("postgres://naklank:secret@db.example.org/nps?options=-c%20search_path%3Dorg"),
            Some("postgres://naklank@db.example.org/nps?options=-c%20search_path%3Dorg".to_owned())
        );
        assert_eq!(place("postgresql://db/nps?password=secret"), Some("postgresql://db/nps".to_owned()));
        let by_socket = "postgres:///nps?host=/run/postgresql";
        assert_eq!(place(by_socket), Some(by_socket.to_owned()));
        for other in ["sqlite:data/other.db", "db.example.org/nps", "mysql://db/nps", ""] {
            assert_eq!(place(other), None, "{other}");
        }
        let with_user = place("postgres://naklank:secret@db.example.org/nps").unwrap();
        assert_eq!(without_user(&with_user), "postgres://db.example.org/nps");
        assert_eq!(without_user(by_socket), by_socket);
    }
}

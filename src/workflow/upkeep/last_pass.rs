//! When the scheduler last ended a pass over its duties, so that a page can tell that it runs.
//!
//! The rule: it is noted once a minute at most, whatever the number of processes.

use chrono::{SecondsFormat, TimeDelta};

use crate::domain::Timestamp;
use crate::storage::engine::installation;
use crate::storage::{StorageError, Tx};

/// The name of the fact.
const LAST_PASS: &str = "last pass";
/// How old the note is before there is a new one.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The moment; `None` before the first pass.
pub async fn last_pass(tx: &mut Tx) -> Result<Option<Timestamp>, StorageError> {
    let noted = installation::find(tx, LAST_PASS).await?;
    Ok(noted.and_then(|noted| noted.parse().ok()))
}

/// Notes that a pass ended now.
pub async fn note_pass(tx: &mut Tx, now: Timestamp) -> Result<(), StorageError> {
    if last_pass(tx).await?.is_some_and(|noted| (now - noted).abs() < NOTED_EVERY) {
        return Ok(());
    }
    installation::set(tx, LAST_PASS, &now.to_rfc3339_opts(SecondsFormat::Secs, true)).await
}

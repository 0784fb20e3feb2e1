//! Checks the tallies against the responses, and rebuilds them.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::storage::engine::installation;
use crate::storage::insight::tallies::Mismatch;
use crate::storage::insight::{counts, tallies};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::policy::counting::count_all;

/// Recounts closures, invitations and responses, and returns each day, by either basis, on which the tallies differ.
pub async fn check_tallies(app: &App) -> Result<Vec<Mismatch>, StorageError> {
    let mut tx = app.db.write().await?;
    let mut found = tallies::mismatches(&mut tx).await?;
    counts::stand_still(&mut tx).await?;
    let complaints = count_all(app, &mut tx).await?;
    found.extend(counts::mismatches(&mut tx, &complaints).await?);
    tx.commit().await?;
    Ok(found)
}

/// Deletes the tallies and recounts everything, in one transaction; returns the number of rows counted.
///
/// # Errors
/// The database failed; then the tallies are unchanged.
pub async fn rebuild_tallies(app: &App, actor: &Actor) -> Result<u64, StorageError> {
    let mut tx = app.db.write().await?;
    let counted = tallies::rebuild(&mut tx).await? + recount(app, &mut tx).await?;
    record(app, &mut tx, actor, Action::RebuildTallies, &counted.to_string()).await?;
    tx.commit().await?;
    Ok(counted)
}

/// The installation fact that says by which calendar complaints are counted.
const COUNTED_BY: &str = "complaints counted by";

/// Counts all complaints anew if they were counted by other free days, or not at all: after an upgrade.
///
/// # Errors
/// The database failed; then the counts are unchanged.
pub async fn count_complaints_by_calendar(app: &App) -> Result<(), StorageError> {
    let free_days: Vec<String> =
        app.config.policy.working_days.free_days().iter().map(ToString::to_string).collect();
    let ours = format!("free days: {}", free_days.join(", "));
    if installation::find(&mut app.db.read().await?, COUNTED_BY).await?.as_ref() == Some(&ours) {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    recount(app, &mut tx).await?;
    installation::set(&mut tx, COUNTED_BY, &ours).await?;
    tx.commit().await
}

async fn recount(app: &App, tx: &mut Tx) -> Result<u64, StorageError> {
    counts::stand_still(tx).await?;
    let complaints = count_all(app, tx).await?;
    counts::rebuild(tx, &complaints).await
}

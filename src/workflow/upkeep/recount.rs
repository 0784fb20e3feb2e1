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
#[tracing::instrument(skip_all)]
pub async fn check_tallies(app: &App) -> Result<Vec<Mismatch>, StorageError> {
    let mut tx = app.db.write().await?;
    // Counts before tallies, as reports of complaints take them.
    counts::stand_still(&mut tx).await?;
    let mut found = tallies::mismatches(&mut tx).await?;
    let complaints = count_all(app, &mut tx).await?;
    found.extend(counts::mismatches(&mut tx, &complaints).await?);
    tx.commit().await?;
    Ok(found)
}

/// Deletes the tallies and recounts everything, in one transaction; returns the number of rows counted.
///
/// # Errors
/// The database failed; then the tallies are unchanged.
#[tracing::instrument(skip_all)]
pub async fn rebuild_tallies(app: &App, actor: &Actor) -> Result<u64, StorageError> {
    let mut tx = app.db.write().await?;
    counts::stand_still(&mut tx).await?;
    let counted = tallies::rebuild(&mut tx).await? + recount(app, &mut tx).await?;
    record(app, &mut tx, actor, Action::RebuildTallies, &counted.to_string()).await?;
    tx.commit().await?;
    Ok(counted)
}

/// The installation fact that says by which calendar, zone and language complaints are counted.
const COUNTED_BY: &str = "complaints counted by";

/// Counts all complaints anew if they were counted by other settings, or not at all: after an upgrade.
///
/// # Errors
/// The database failed; then the counts are unchanged.
#[tracing::instrument(skip_all)]
pub async fn count_complaints_by_calendar(app: &App) -> Result<(), StorageError> {
    let ours = settings(app);
    if installation::find(&mut app.db.read().await?, COUNTED_BY).await?.as_ref() == Some(&ours) {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    counts::stand_still(&mut tx).await?;
    // Another process may have done it meanwhile.
    if installation::find(&mut tx, COUNTED_BY).await?.as_ref() == Some(&ours) {
        return Ok(());
    }
    recount(app, &mut tx).await?;
    installation::set(&mut tx, COUNTED_BY, &ours).await?;
    tx.commit().await
}

/// What decides on which day and in which segment a complaint counts, and when its time is over.
fn settings(app: &App) -> String {
    let organisation = &app.config.organisation;
    let free_days: Vec<String> =
        app.config.policy.working_days.free_days().iter().map(ToString::to_string).collect();
    // The last word changes with what is counted of a complaint.
    format!(
        "{}; {}; free days: {}; last tenth",
        organisation.zone,
        organisation.language,
        free_days.join(", ")
    )
}

/// The caller has made the counts stand still.
async fn recount(app: &App, tx: &mut Tx) -> Result<u64, StorageError> {
    let complaints = count_all(app, tx).await?;
    counts::rebuild(tx, &complaints).await
}

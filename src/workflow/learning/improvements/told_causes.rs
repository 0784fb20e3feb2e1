//! Causes that complaints tell and that no act was about yet, written into the book when a plan names them.
//!
//! The rule: only a name that is offered is written, so that a mistake in typing makes no cause.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::ids::CauseId;
use crate::storage::learning::causes;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, demand};
use crate::workflow::learning::causes::offered_causes;
use crate::workflow::learning::improvements::known_for_plans;

/// Writes those of the names that are offered and not in the book.
///
/// # Errors
/// The actor may not register improvements.
pub async fn write_told_causes(app: &App, actor: &Actor, names: &[String]) -> Result<(), ActError> {
    if names.is_empty() {
        return Ok(());
    }
    let offered = offered_causes(app).await?;
    let known = known_for_plans(app).await?.causes;
    let is_new = |name: &&String| offered.contains(name) && known.iter().all(|(other, _)| other != *name);
    let new: Vec<&String> = names.iter().filter(is_new).collect();
    if new.is_empty() {
        return Ok(());
    }
    let now = app.now();
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::RegisterImprovement).await?;
    for name in new {
        let id = CauseId(app.randomness.uuid(now));
        causes::ensure(&mut tx, name, now, actor.name(), id).await?;
    }
    Ok(tx.commit().await?)
}

//! Closes an improvement with the verdict of that moment.
//!
//! The rule: the program computes the verdict, and its evidence is kept with it. It is closed when it is judged, or when there
//! will not be answers enough for that in two years.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::ids::ImprovementId;
use crate::domain::learning::effect::EffectReport;
use crate::domain::learning::effect::evidence::Evidence;
use crate::domain::learning::improvement::EffectVerdict;
use crate::storage::StorageError;
use crate::storage::learning::improvements as stored;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{act, demand};
use crate::workflow::learning::improvements::ImproveError;
use crate::workflow::learning::improvements::effect::effect_now;
use crate::workflow::learning::improvements::register::locked;

/// Closes an improvement; returns its verdict.
///
/// # Errors
/// [`ImproveError::Unknown`], [`ImproveError::Ended`], [`ImproveError::Changed`], [`ImproveError::TooEarly`],
/// [`ImproveError::NoMonthYet`], or the role does not allow it.
#[tracing::instrument(skip_all)]
pub async fn close_improvement(
    app: &App,
    actor: &Actor,
    id: ImprovementId,
) -> Result<EffectVerdict, ImproveError> {
    // Counting takes a while, in which others can write.
    let (seen, report) = judged(app, actor, id).await?;
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::CloseImprovement).await?;
    let known = locked(&mut tx, id).await?;
    if known.end.is_some() {
        return Err(ImproveError::Ended);
    }
    if known.changed_at != seen {
        return Err(ImproveError::Changed);
    }
    let evidence = Evidence::of(&report, known.plan.gap, app.today());
    let text = serde_json::to_string(&evidence).map_err(|error| StorageError::Inconsistent {
        column: "improvements.evidence",
        value: error.to_string(),
    })?;
    stored::close(&mut tx, id, (report.verdict, &text), actor.name(), app.now()).await?;
    act(app, &mut tx, actor, Action::CloseImprovement, &id.to_string()).await?;
    tx.commit().await?;
    Ok(report.verdict)
}

/// What can be told of it now, and its [`Improvement::changed_at`](crate::domain::learning::improvement::Improvement) then.
async fn judged(
    app: &App,
    actor: &Actor,
    id: ImprovementId,
) -> Result<(Timestamp, EffectReport), ImproveError> {
    let mut tx = app.db.read().await?;
    demand(&mut tx, actor, Action::CloseImprovement).await?;
    let known = stored::find(&mut tx, id).await?.ok_or(ImproveError::Unknown)?;
    if known.end.is_some() {
        return Err(ImproveError::Ended);
    }
    let report = effect_now(app, &mut tx, &known).await?;
    if report.may_close() { Ok((known.changed_at, report)) } else { Err(too_early(report.expected_on)) }
}

fn too_early(expected_on: Option<NaiveDate>) -> ImproveError {
    expected_on.map_or(ImproveError::NoMonthYet, ImproveError::TooEarly)
}

//! What can be told of the effect of an improvement.
//!
//! The rule: of one that runs it is computed now, of one that was closed it is what was told then.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::learning::effect::EffectReport;
use crate::domain::learning::effect::amounts::Counted;
use crate::domain::learning::effect::evidence::Evidence;
use crate::domain::learning::effect::report::report;
use crate::domain::learning::effect::windows::Windows;
use crate::domain::learning::improvement::{End, Improvement};
use crate::storage::learning::improvements as stored;
use crate::storage::{StorageError, Tx};
use crate::workflow::learning::improvements::amounts::{complete_until, counted};
use crate::workflow::learning::improvements::overlaps::overlaps;

/// The effect of an improvement, now or as it was closed. One that was withdrawn has none.
#[tracing::instrument(skip_all)]
pub async fn improvement_effect(app: &App, improvement: &Improvement) -> Result<EffectReport, StorageError> {
    match &improvement.end {
        Some(End::Closed { evidence, .. }) => told_then(evidence),
        Some(End::Withdrawn { .. }) => Ok(nothing(app, improvement)),
        None => effect_now(app, &mut app.db.read().await?, improvement).await,
    }
}

/// The effect as it can be told now.
pub(super) async fn effect_now(
    app: &App,
    tx: &mut Tx,
    improvement: &Improvement,
) -> Result<EffectReport, StorageError> {
    let plan = &improvement.plan;
    let complete_until = complete_until(app, tx, plan).await?;
    let windows = Windows::of(plan, complete_until);
    let counted = counted(app, tx, improvement, &windows).await?;
    let minimum_group = app.config.privacy.minimum_group;
    let found = report(plan, windows, &counted, complete_until, app.today(), minimum_group);
    let others = stored::list(tx).await?;
    let (overlaps, overlaps_of_rest) = overlaps(improvement, &found, &others, app.today());
    Ok(EffectReport { overlaps, overlaps_of_rest, ..found })
}

fn told_then(evidence: &str) -> Result<EffectReport, StorageError> {
    let read: Option<Evidence> = serde_json::from_str(evidence).ok();
    read.and_then(|evidence| evidence.report()).ok_or_else(|| StorageError::Inconsistent {
        column: "improvements.evidence",
        value: evidence.to_owned(),
    })
}

/// The report on an improvement without a count: there is no month after.
fn nothing(app: &App, improvement: &Improvement) -> EffectReport {
    let (plan, today) = (&improvement.plan, app.today());
    let windows = Windows { after: None, ..Windows::of(plan, NaiveDate::MIN) };
    report(plan, windows, &Counted::default(), today, today, app.config.privacy.minimum_group)
}

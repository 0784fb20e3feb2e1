//! The effect of an improvement for a reader of figures alone.
//!
//! The rule: the verdict and the days are told to all. The figures over answers are told where the table of what may be told has
//! them, of everyone and of those concerned: the rest is the difference.

use crate::app::App;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, Filters, Reader};
use crate::domain::learning::effect::EffectReport;
use crate::domain::learning::effect::windows::Windows;
use crate::domain::learning::improvement::{Improvement, Plan, Target};
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::StorageError;
use crate::workflow::insight::published::{protection, protection_of_items};
use crate::workflow::learning::improvements::effect::improvement_effect;

/// The effect of an improvement, without figures that would tell of few answers beside others.
#[tracing::instrument(skip_all)]
pub async fn effect_in_figures(app: &App, improvement: &Improvement) -> Result<EffectReport, StorageError> {
    let mut report = improvement_effect(app, improvement).await?;
    if is_hidden(app, &improvement.plan, &report.windows).await? {
        report.hide();
    }
    Ok(report)
}

async fn is_hidden(app: &App, plan: &Plan, windows: &Windows) -> Result<bool, StorageError> {
    let runs = windows.runs();
    let ends = runs.first().zip(runs.last());
    let Some(days) = ends.and_then(|(first, last)| DateRange::new(first.from(), last.to())) else {
        return Ok(false);
    };
    let concerned = Some(plan.concerns.clone()).filter(|concerns| !concerns.is_empty());
    let mut tx = app.db.read().await?;
    for filters in [Filters::new()].into_iter().chain(concerned) {
        let query = WholeQuery::over(days, Granularity::Month)
            .about(Basis::Closed, filters)
            .for_reader(Reader::Figures);
        let protection = match &plan.target {
            Target::Nps => Some(protection(app, &mut tx, &query).await?),
            Target::Item(item) => protection_of_items(app, &mut tx, &query).await?.remove(item),
            // These count complaints, which are the organisation's own work.
            Target::Cause(_) | Target::Kpi(_) => None,
        };
        if protection.is_some_and(|protection| runs.iter().any(|run| protection.hides(&query, None, *run))) {
            return Ok(true);
        }
    }
    Ok(false)
}

//! The norm on the dashboard: which one holds, and whether it may be drawn beside the figures that are asked for.
//!
//! The rule: where a norm is drawn, the interval is the one that decides, and the figures are of the norm's population.

use crate::app::App;
use crate::domain::dashboard_query::DashboardQuery;
use crate::domain::kpi::Kpi;
use crate::domain::norm::{Ledger, Rule};
use crate::domain::official_verdict::OfficialVerdict;
use crate::domain::segment::Dimension;
use crate::statistics::normal::Confidence;
use crate::storage::{StorageError, norms};

/// The norm beside the figures.
#[derive(Clone, Debug)]
pub struct DashboardNorm {
    pub ledger: Ledger,
    /// The confidence of the interval that decides; none while there is no norm, or where the figures are of others than
    /// its population.
    pub deciding: Option<Confidence>,
    /// The newest official verdict over NPS.
    pub latest: Option<OfficialVerdict>,
}

/// The view with the interval that decides, unless another one was asked for; and the norm beside it.
///
/// # Errors
/// The database failed.
pub async fn beside_norm(
    app: &App,
    query: DashboardQuery,
) -> Result<(DashboardQuery, DashboardNorm), StorageError> {
    let mut tx = app.db.read().await?;
    let ledger = norms::ledger(&mut tx).await?;
    let latest = norms::verdicts(&mut tx).await?.pop();
    drop(tx);
    let in_force = ledger.in_force(Kpi::Nps, query.trend.range.to().min(app.today()));
    let rule = in_force.and_then(|norm| norm.proposed.rule.as_ref());
    let deciding =
        rule.filter(|rule| is_of_population(app, &query, rule)).map(|rule| rule.certainty.deciding());
    let query = match deciding {
        Some(confidence) => query.decided_by(confidence),
        None => query,
    };
    Ok((query, DashboardNorm { deciding, latest, ledger }))
}

fn is_of_population(app: &App, query: &DashboardQuery, rule: &Rule) -> bool {
    let filters = &query.whole.filters;
    let wanted = rule.filters().remove(&Dimension::Complainant).unwrap_or_default();
    let is_filter_of_population = match filters.get(&Dimension::Complainant) {
        Some(names) => filters.len() == 1 && names.iter().all(|name| wanted.contains(name)),
        None => {
            let audience = &app.config.survey.planning.audience;
            filters.is_empty() && audience.iter().all(|one| rule.population.contains(one))
        }
    };
    is_filter_of_population && query.whole.basis == rule.basis
}

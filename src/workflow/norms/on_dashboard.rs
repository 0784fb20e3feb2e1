//! The norm on the dashboard: which one is in force, and whether it may be drawn beside the selected figures.
//!
//! The rule: where a norm is drawn, the confidence interval is the one that decides, and the figures are of the
//! norm's population.

use crate::app::App;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::norms::norm::Ledger;
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::policy::kpi::Kpi;
use crate::statistics::normal::Confidence;
use crate::storage::{StorageError, norms};
use crate::workflow::norms::judgements::is_of_population;

/// The norm shown beside the figures.
#[derive(Clone, Debug)]
pub struct DashboardNorm {
    pub ledger: Ledger,
    /// The confidence of the deciding interval; `None` if there is no norm, or if the figures are of another
    /// population.
    pub deciding: Option<Confidence>,
    /// The norm on the last day of the range, in points; `None` if the figures are of another population.
    pub target: Option<f64>,
    /// The newest official verdict on NPS.
    pub latest: Option<OfficialVerdict>,
}

/// The query with the deciding confidence, unless another one was asked for; and the norm.
#[tracing::instrument(skip_all)]
pub async fn beside_norm(
    app: &App,
    query: DashboardQuery,
) -> Result<(DashboardQuery, DashboardNorm), StorageError> {
    let mut tx = app.db.read().await?;
    let ledger = norms::ledger(&mut tx).await?;
    let latest = norms::verdicts(&mut tx).await?.pop();
    drop(tx);
    let in_force = ledger.in_force(Kpi::Nps, query.trend.range.to().min(app.today()));
    let (mut deciding, mut target) = (None, None);
    if let Some((norm, rule)) = in_force.and_then(|norm| Some((norm, norm.proposed.rule.as_ref()?)))
        && query.trend.basis == rule.basis
        && is_of_population(app, &query.trend, rule).await?
    {
        (deciding, target) = (Some(rule.certainty.deciding()), Some(norm.proposed.value));
    }
    let query = match deciding {
        Some(confidence) => query.decided_by(confidence),
        None => query,
    };
    Ok((query, DashboardNorm { deciding, target, latest, ledger }))
}

//! The workbench: what history suggests for a norm, and back-tests of a candidate.

use crate::app::App;
use crate::domain::norms::assessed::{as_months, assessed};
use crate::domain::norms::backtest::{Backtest, Candidate, backtest_assessed};
use crate::domain::norms::dossier::{BESIDE, POWER};
use crate::domain::norms::norm::NormInterval;
use crate::domain::norms::suggestion::{Suggestion, suggest};
use crate::domain::norms::workbench::WorkbenchQuery;
use crate::domain::time::period::Granularity;
use crate::statistics::rounding::without_noise;
use crate::statistics::sample_size::for_verdict;
use crate::storage::StorageError;
use crate::workflow::norms::experience::history;

/// What the workbench shows.
#[derive(Clone, Debug)]
pub struct Workbench {
    pub suggestion: Option<Suggestion>,
    /// The back-tests of the three norms that history suggests, as far as they are a norm; empty without a suggestion.
    pub suggested: Vec<Backtest>,
    /// The candidate, in points.
    pub candidate: f64,
    /// The back-tests of the candidate and those beside it, over the periods of the rule's length in history.
    pub tried: Vec<Backtest>,
    /// Rolling months or quarters.
    pub interval: Granularity,
    /// How many responses detect the wanted gap; `None` without history.
    pub responses_for_gap: Option<u64>,
}

/// The workbench for a query.
#[tracing::instrument(skip_all)]
pub async fn workbench(app: &App, query: &WorkbenchQuery) -> Result<Workbench, StorageError> {
    let months = history(app, &query.rule, query.window, Granularity::Month).await?;
    let suggestion = suggest(&months, &query.rule, query.improvement);
    let candidate = query.candidate.unwrap_or_else(|| {
        let provable = suggestion.as_ref().map(|suggestion| suggestion.rounded[1]);
        provable.unwrap_or_default().clamp(-95.0, 95.0)
    });
    let rule = &query.rule;
    let periods = assessed(&as_months(&months), rule.interval);
    let tried = [-BESIDE, 0.0, BESIDE]
        .into_iter()
        .map(|beside| without_noise(candidate + beside))
        .filter(|norm| norm.abs() < 100.0);
    let test = |norm: f64| {
        let candidate = Candidate { norm, certainty: rule.certainty.share(), minimum: rule.minimum };
        backtest_assessed(&periods, candidate)
    };
    let rounded = suggestion.iter().flat_map(|suggestion| suggestion.rounded);
    let suggested = rounded.filter(|norm| norm.abs() < 100.0).map(test).collect();
    let variance = suggestion.as_ref().map(|suggestion| suggestion.proposal.variance);
    let needed = |variance| {
        let needed = for_verdict(variance, query.gap, rule.certainty.share(), POWER)?;
        Some(needed.max(rule.minimum))
    };
    Ok(Workbench {
        candidate,
        suggested,
        tried: tried.map(test).collect(),
        interval: match rule.interval {
            NormInterval::Year => Granularity::Month,
            NormInterval::Quarter => Granularity::Quarter,
        },
        responses_for_gap: variance.and_then(needed),
        suggestion,
    })
}

//! What history suggests for a norm, and a back-test of a candidate.

use crate::app::App;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::Point;
use crate::domain::norms::assessed::usual_responses;
use crate::domain::norms::backtest::{Backtest, backtest};
use crate::domain::norms::evidence::{BacktestQuery, ProposalQuery};
use crate::statistics::proposal::{Assessment, Proposal, propose};
use crate::statistics::tally::Counts;
use crate::storage::StorageError;
use crate::workflow::insight::series::whole_over_time;

/// Why there is no evidence.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error("no response lies in this range; choose another one")]
    EmptyRange,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The proposal from history; `None` with fewer than two periods that have responses, or when all answers are alike.
/// Periods with too few responses to be shown are left out.
///
/// # Errors
/// See [`EvidenceError`].
#[tracing::instrument(skip_all)]
pub async fn proposal(app: &App, query: &ProposalQuery) -> Result<Option<Proposal>, EvidenceError> {
    let points = points(app, &query.history, query.is_range_named).await?;
    let counts: Vec<Counts> = points.iter().map(|point| point.figures.counts().unwrap_or_default()).collect();
    let usual = usual_responses(&counts, query.periods);
    let Some(expected_responses) = query.expected_responses.or(usual) else { return Ok(None) };
    let assessment = Assessment {
        expected_responses,
        periods: query.periods,
        certainty: query.certainty,
        power: query.power,
    };
    Ok(propose(&counts, assessment))
}

/// Back-tests a candidate.
///
/// # Errors
/// See [`EvidenceError`].
#[tracing::instrument(skip_all)]
pub async fn backtest_over(app: &App, query: &BacktestQuery) -> Result<Backtest, EvidenceError> {
    let points = points(app, &query.history, query.is_range_named).await?;
    Ok(backtest(&points, query.candidate))
}

async fn points(app: &App, query: &WholeQuery, is_range_named: bool) -> Result<Vec<Point>, EvidenceError> {
    let points = whole_over_time(app, query).await?;
    if is_range_named && points.iter().all(|point| point.figures.is_nothing()) {
        return Err(EvidenceError::EmptyRange);
    }
    Ok(points)
}

//! All that stands on the workbench: what history proposes, and what a candidate would have meant in it.

use crate::app::App;
use crate::domain::backtest::{Backtest, Candidate, backtest};
use crate::domain::nps_query::NpsQuery;
use crate::domain::nps_series::Point;
use crate::domain::period::Interval;
use crate::domain::workbench_query::WorkbenchQuery;
use crate::statistics::proposal::{Assessment, Proposal, propose};
use crate::statistics::sample_size::for_verdict;
use crate::statistics::tally::Counts;
use crate::storage::StorageError;
use crate::workflow::experience::{history, question};
use crate::workflow::nps::nps_over_time;

/// The wanted probability that a process which stays as it is meets the provable norm.
pub const POWER: f64 = 0.8;
/// How many times as many responses are tried.
const FACTORS: [f64; 4] = [1.0, 1.5, 2.0, 4.0];
/// Norms are whole multiples of so many points: finer would claim to know more than anybody does.
const ROUND: f64 = 5.0;
/// How far beside the candidate others are tried, in points.
const BESIDE: f64 = 5.0;

/// What the workbench shows.
#[derive(Clone, Debug)]
pub struct Workbench {
    pub evidence: Option<Evidence>,
    /// The candidate that is tried, in points.
    pub candidate: f64,
    /// The candidate, and those beside it; in each the periods of the rule's length that history holds.
    pub tried: Vec<Backtest>,
    /// Rolling months or quarters.
    pub interval: Interval,
    /// How many responses tell the wanted gap; none without history.
    pub responses_for_gap: Option<u64>,
}

/// What history proposes.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub proposal: Proposal,
    /// Responses expected in one assessment window.
    pub expected_responses: f64,
    /// Hold, provable and stretch, rounded outward to 5 points.
    pub rounded: [f64; 3],
    /// With more respondents: how many times as many, how many in one window, and what could be proposed then.
    pub with_more: Vec<(f64, f64, Proposal)>,
}

/// The workbench for a question.
///
/// # Errors
/// The database failed.
pub async fn workbench(app: &App, query: &WorkbenchQuery) -> Result<Workbench, StorageError> {
    let months = history(app, &query.rule, query.window, Interval::Month).await?;
    let evidence = evidence(&months, query);
    let candidate = query.candidate.unwrap_or_else(|| {
        let provable = evidence.as_ref().map(|evidence| evidence.rounded[1]);
        provable.unwrap_or_default().clamp(-95.0, 95.0)
    });
    let (points, interval) = assessed(app, query).await?;
    let rule = &query.rule;
    let tried =
        [candidate - BESIDE, candidate, candidate + BESIDE].into_iter().filter(|norm| norm.abs() < 100.0);
    let tried = tried.map(|norm| {
        let candidate = Candidate { norm, certainty: rule.certainty.share(), minimum: rule.minimum };
        backtest(&points, candidate)
    });
    let variance = evidence.as_ref().map(|evidence| evidence.proposal.variance);
    let needed = |variance| for_verdict(variance, query.gap, rule.certainty.share(), POWER);
    Ok(Workbench {
        candidate,
        tried: tried.collect(),
        interval,
        responses_for_gap: variance.and_then(needed),
        evidence,
    })
}

fn evidence(months: &[Point], query: &WorkbenchQuery) -> Option<Evidence> {
    let counts: Vec<Counts> = months.iter().map(|month| month.figures.counts().unwrap_or_default()).collect();
    let responses: u64 = counts.iter().map(Counts::responses).sum();
    let length = query.rule.interval.months();
    let expected_responses = responses as f64 / months.len().max(1) as f64 * f64::from(length);
    let expecting = |expected_responses| {
        let certainty = query.rule.certainty.share();
        propose(&counts, Assessment { expected_responses, periods: length, certainty, power: POWER })
    };
    let proposal = expecting(expected_responses)?;
    let stretch = proposal.stretch(query.improvement);
    let rounded = [
        (proposal.hold() / ROUND).round() * ROUND,
        (proposal.provable / ROUND).floor() * ROUND,
        (stretch / ROUND).ceil() * ROUND,
    ];
    let with_more = FACTORS.into_iter().filter_map(|factor| {
        let expected = expected_responses * factor;
        Some((factor, expected, expecting(expected)?))
    });
    Some(Evidence { proposal, expected_responses, rounded, with_more: with_more.collect() })
}

/// The periods of the rule's length that history holds: rolling years, or quarters.
async fn assessed(app: &App, query: &WorkbenchQuery) -> Result<(Vec<Point>, Interval), StorageError> {
    let Some((range, interval, rolling)) = query.assessed() else { return Ok((Vec::new(), Interval::Month)) };
    let asked = NpsQuery { rolling, ..question(&query.rule, range, interval) };
    let groups = nps_over_time(app, &asked).await?;
    Ok((groups.into_iter().next().map(|group| group.points).unwrap_or_default(), interval))
}

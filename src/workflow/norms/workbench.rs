//! The workbench: what history suggests for a norm, and back-tests of a candidate.

use crate::app::App;
use crate::domain::insight::series::Point;
use crate::domain::norms::assessed::{as_months, assessed, usual_responses};
use crate::domain::norms::backtest::{Backtest, Candidate, backtest_assessed};
use crate::domain::norms::dossier::{BESIDE, POWER};
use crate::domain::norms::norm::NormInterval;
use crate::domain::norms::workbench::WorkbenchQuery;
use crate::domain::time::period::Granularity;
use crate::statistics::proposal::{Assessment, Proposal, propose};
use crate::statistics::rounding::without_noise;
use crate::statistics::sample_size::for_verdict;
use crate::statistics::tally::Counts;
use crate::storage::StorageError;
use crate::workflow::norms::experience::history;

/// The multiples of the expected number of responses that are tried.
const FACTORS: [f64; 4] = [1.0, 1.5, 2.0, 4.0];
/// Norms are rounded to multiples of this many points: finer would claim more precision than there is.
const ROUND: f64 = 5.0;

/// What the workbench shows.
#[derive(Clone, Debug)]
pub struct Workbench {
    pub evidence: Option<Evidence>,
    /// The candidate, in points.
    pub candidate: f64,
    /// The back-tests of the candidate and those beside it, over the periods of the rule's length in history.
    pub tried: Vec<Backtest>,
    /// Rolling months or quarters.
    pub interval: Granularity,
    /// How many responses detect the wanted gap; `None` without history.
    pub responses_for_gap: Option<u64>,
}

/// What history suggests.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub proposal: Proposal,
    /// Responses expected in one assessment window.
    pub expected_responses: f64,
    /// Hold, to the nearest 5 points; provable and stretch, rounded outward to 5 points.
    pub rounded: [f64; 3],
    /// With more respondents: the factor, the responses in one window, and the proposal.
    pub with_more: Vec<(f64, f64, Proposal)>,
}

/// The workbench for a query.
pub async fn workbench(app: &App, query: &WorkbenchQuery) -> Result<Workbench, StorageError> {
    let months = history(app, &query.rule, query.window, Granularity::Month).await?;
    let evidence = evidence(&months, query);
    let candidate = query.candidate.unwrap_or_else(|| {
        let provable = evidence.as_ref().map(|evidence| evidence.rounded[1]);
        provable.unwrap_or_default().clamp(-95.0, 95.0)
    });
    let rule = &query.rule;
    let periods = assessed(&as_months(&months), rule.interval);
    let tried = [-BESIDE, 0.0, BESIDE]
        .into_iter()
        .map(|beside| without_noise(candidate + beside))
        .filter(|norm| norm.abs() < 100.0);
    let tried = tried.map(|norm| {
        let candidate = Candidate { norm, certainty: rule.certainty.share(), minimum: rule.minimum };
        backtest_assessed(&periods, candidate)
    });
    let variance = evidence.as_ref().map(|evidence| evidence.proposal.variance);
    let needed = |variance| {
        let needed = for_verdict(variance, query.gap, rule.certainty.share(), POWER)?;
        Some(needed.max(rule.minimum))
    };
    Ok(Workbench {
        candidate,
        tried: tried.collect(),
        interval: match rule.interval {
            NormInterval::Year => Granularity::Month,
            NormInterval::Quarter => Granularity::Quarter,
        },
        responses_for_gap: variance.and_then(needed),
        evidence,
    })
}

fn evidence(months: &[Point], query: &WorkbenchQuery) -> Option<Evidence> {
    let counts: Vec<Counts> = months.iter().map(|month| month.figures.counts().unwrap_or_default()).collect();
    let length = query.rule.interval.months();
    let expected_responses = usual_responses(&counts, length)?;
    let expecting = |expected_responses| {
        let certainty = query.rule.certainty.share();
        propose(&counts, Assessment { expected_responses, periods: length, certainty, power: POWER })
    };
    let proposal = expecting(expected_responses)?;
    let stretch = proposal.stretch(query.improvement);
    // Adding zero turns a negative zero into zero.
    let rounded = [
        without_noise(proposal.hold() / ROUND).round() * ROUND + 0.0,
        without_noise(proposal.provable / ROUND).floor() * ROUND + 0.0,
        without_noise(stretch / ROUND).ceil() * ROUND + 0.0,
    ];
    let with_more = FACTORS.into_iter().filter_map(|factor| {
        let expected = expected_responses * factor;
        Some((factor, expected, expecting(expected)?))
    });
    Some(Evidence { proposal, expected_responses, rounded, with_more: with_more.collect() })
}

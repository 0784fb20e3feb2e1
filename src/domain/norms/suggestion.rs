//! The norms that history suggests, as the workbench shows them.
//!
//! The rule: a suggestion is rounded to whole steps, and outward where rounding to the nearest would promise more than
//! history shows.

use crate::domain::insight::series::Point;
use crate::domain::norms::assessed::usual_responses;
use crate::domain::norms::dossier::POWER;
use crate::domain::norms::norm::Rule;
use crate::domain::norms::outlook::Outlook;
use crate::statistics::proposal::{Assessment, Proposal, propose};
use crate::statistics::rounding::without_noise;
use crate::statistics::tally::Counts;

/// The multiples of the expected number of responses that are tried.
const FACTORS: [f64; 4] = [1.0, 1.5, 2.0, 4.0];
/// Norms are rounded to multiples of this many points: finer would claim more precision than there is.
const STEP: f64 = 5.0;

/// What history suggests.
#[derive(Clone, Debug)]
pub struct Suggestion {
    pub proposal: Proposal,
    /// What a norm would mean if nothing changes.
    pub outlook: Outlook,
    /// Responses expected in one assessment window.
    pub expected_responses: f64,
    /// Hold, to the nearest 5 points; provable and stretch, rounded outward to 5 points.
    pub rounded: [f64; 3],
    /// With more respondents: the factor, the responses in one window, and the proposal.
    pub with_more: Vec<(f64, f64, Proposal)>,
}

/// The suggestion from months of history for a rule and a wanted improvement in points; `None` if they hold too little.
#[must_use]
pub fn suggest(months: &[Point], rule: &Rule, improvement: f64) -> Option<Suggestion> {
    let counts: Vec<Counts> = months.iter().map(|month| month.figures.counts().unwrap_or_default()).collect();
    let length = rule.interval.months();
    let expected_responses = usual_responses(&counts, length)?;
    let expecting = |expected_responses| {
        let certainty = rule.certainty.share();
        propose(&counts, Assessment { expected_responses, periods: length, certainty, power: POWER })
    };
    let proposal = expecting(expected_responses)?;
    let stretch = proposal.stretch(improvement);
    // Adding zero turns a negative zero into zero.
    let rounded = [
        without_noise(proposal.hold() / STEP).round() * STEP + 0.0,
        without_noise(proposal.provable / STEP).floor() * STEP + 0.0,
        without_noise(stretch / STEP).ceil() * STEP + 0.0,
    ];
    let with_more = FACTORS.into_iter().filter_map(|factor| {
        let expected = expected_responses * factor;
        Some((factor, expected, expecting(expected)?))
    });
    let outlook = Outlook::new(
        proposal.centre,
        proposal.s_pred,
        proposal.variance,
        expected_responses,
        rule.certainty.share(),
    );
    Some(Suggestion { proposal, outlook, expected_responses, rounded, with_more: with_more.collect() })
}

//! NPS weighted so that respondents represent all closed complaints: for comparison, never the official figure.
//!
//! Post-stratification: each stratum counts with its share of the closed complaints. The loss of precision is given by
//! Kish's effective sample size (Kish L. (1965), Survey Sampling). Strata with few responses are collapsed first
//! (Little R. (1993), Journal of the American Statistical Association 88:1001-1012), and weights are capped.

use crate::statistics::interval::{Interval, score_interval_of_shares};
use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;

/// Strata with fewer responses are collapsed.
pub const FEWEST_IN_A_STRATUM: u64 = 10;
/// The largest weight of one response, relative to the average weight.
pub const MOST_WEIGHT: f64 = 3.0;

/// A stratum of the closed complaints, with its responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    pub counts: Counts,
    /// Closed complaints.
    pub population: u64,
}

/// A weighted NPS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// In points.
    pub nps: f64,
    pub interval: Interval,
    /// The number of independent responses that would be as precise.
    pub effective_responses: f64,
    /// The actual responses divided by the effective ones; 1 or more.
    pub design_effect: f64,
    /// The number of strata after collapsing.
    pub strata: usize,
    /// Whether any weight was cut at [`MOST_WEIGHT`].
    pub is_trimmed: bool,
}

/// Strata with at least [`FEWEST_IN_A_STRATUM`] responses each: the small ones become one stratum; if that is still too
/// small, it is merged into the smallest of the others.
#[must_use]
pub fn collapse(strata: &[Stratum]) -> Vec<Stratum> {
    collapse_below(strata, FEWEST_IN_A_STRATUM)
}

/// The same with at least `fewest` responses each.
#[must_use]
pub fn collapse_below(strata: &[Stratum], fewest: u64) -> Vec<Stratum> {
    let is_small = |stratum: &Stratum| stratum.counts.responses() < fewest;
    let (small, mut large): (Vec<Stratum>, Vec<Stratum>) =
        strata.iter().partition(|stratum| is_small(stratum));
    let rest = small.into_iter().fold(Stratum::default(), join);
    if rest.population == 0 && rest.counts.responses() == 0 {
        return large;
    }
    match large.iter_mut().min_by_key(|stratum| stratum.counts.responses()) {
        Some(smallest) if is_small(&rest) => *smallest = join(*smallest, rest),
        _ => large.push(rest),
    }
    large
}

fn join(a: Stratum, b: Stratum) -> Stratum {
    Stratum { counts: a.counts + b.counts, population: a.population + b.population }
}

/// The NPS weighted by the strata as given; `None` without responses, or if a stratum has complaints but no responses.
#[must_use]
pub fn weighted(strata: &[Stratum], confidence: Confidence) -> Option<Weighted> {
    let filled: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.population > 0).collect();
    let responses = filled.iter().map(|stratum| stratum.counts.responses()).sum::<u64>() as f64;
    let population = filled.iter().map(|stratum| stratum.population).sum::<u64>() as f64;
    if responses == 0.0 || filled.iter().any(|stratum| stratum.counts.responses() == 0) {
        return None;
    }
    // The relative weight of one response; 1 is average.
    let raw = |stratum: &Stratum| {
        (stratum.population as f64 / population) / (stratum.counts.responses() as f64 / responses)
    };
    let weights: Vec<f64> = filled.iter().map(|stratum| raw(stratum).min(MOST_WEIGHT)).collect();
    let sum = |part: &dyn Fn(&Stratum) -> f64, power: i32| -> f64 {
        filled.iter().zip(&weights).map(|(stratum, weight)| weight.powi(power) * part(stratum)).sum()
    };
    let n = |stratum: &Stratum| stratum.counts.responses() as f64;
    let (total, squares) = (sum(&n, 1), sum(&n, 2));
    let promoters = sum(&|stratum| stratum.counts.promoters as f64, 1) / total;
    let detractors = sum(&|stratum| stratum.counts.detractors as f64, 1) / total;
    let effective = total * total / squares;
    Some(Weighted {
        nps: 100.0 * (promoters - detractors),
        interval: score_interval_of_shares(promoters, detractors, effective, confidence.quantile()),
        effective_responses: effective,
        design_effect: responses / effective,
        strata: filled.len(),
        is_trimmed: filled.iter().any(|stratum| raw(stratum) > MOST_WEIGHT),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stratum(promoters: u64, detractors: u64, population: u64) -> Stratum {
        Stratum { counts: Counts { promoters, passives: 0, detractors }, population }
    }

    #[test]
    fn small_strata_are_put_together_and_nobody_is_lost() {
        let strata = [stratum(20, 5, 90), stratum(3, 3, 40), stratum(2, 4, 30), stratum(0, 0, 10)];
        let collapsed = collapse(&strata);
        assert_eq!(collapsed, [stratum(20, 5, 90), stratum(5, 7, 80)]);
        assert_eq!(collapse(&[stratum(20, 5, 90), stratum(1, 1, 40)]), [stratum(21, 6, 130)]);
        assert_eq!(collapse(&[stratum(1, 1, 40)]), [stratum(1, 1, 40)]);
    }

    #[test]
    fn no_response_weighs_more_than_three() {
        let found = weighted(&[stratum(10, 0, 900), stratum(45, 45, 100)], Confidence::P95).unwrap();
        assert!(found.is_trimmed);
        assert!((found.nps - 100.0 * 30.0 / (30.0 + 90.0 * 0.111_111_111_111)).abs() < 0.01, "{}", found.nps);
    }

    #[test]
    fn complaints_without_any_response_cannot_be_weighted() {
        assert_eq!(weighted(&[stratum(10, 10, 50), stratum(0, 0, 50)], Confidence::P95), None);
        assert_eq!(weighted(&[], Confidence::P95), None);
    }

    proptest! {
        #[test]
        fn strata_answered_alike_are_weighted_alike(
            promoters in 1..50u64, detractors in 1..50u64, factor in 2..5u64, silent in 1..5u64,
        ) {
            let one = stratum(promoters, detractors, (promoters + detractors) * silent);
            let many = stratum(promoters * factor, detractors * factor, one.population * factor);
            let found = weighted(&[one, many], Confidence::P95).unwrap();
            prop_assert!((found.design_effect - 1.0).abs() < 1e-9);
            prop_assert!((found.nps - (one.counts + many.counts).nps().unwrap()).abs() < 1e-9);
        }
    }
}

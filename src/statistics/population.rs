//! The NPS of all complaints closed in a finished period, only some of which have a response.
//!
//! This is not the NPS of the process: N is finite, and the missing answers are fixed though unknown. The finite
//! population correction covers only sampling error; it cannot correct for non-response that is not random, so the
//! bounds and the tipping value are shown with it (Manski's bounds; Knapp T. (2019), Journal of Modern Applied
//! Statistical Methods 18(1)).

use crate::statistics::interval::{Interval, score_interval_of_shares};
use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;

/// With fewer unanswered the approximation fails, and the bounds are narrow anyway.
const FEW_UNANSWERED: u64 = 5;

/// The NPS of the whole population if all non-respondents were detractors, and if all were promoters, in points; `None`
/// for an empty population or one smaller than the responses.
#[must_use]
pub fn bounds(counts: &Counts, population: u64) -> Option<Interval> {
    let unanswered = population.checked_sub(counts.responses()).filter(|_| population > 0)? as f64;
    let all = population as f64;
    Some(Interval {
        low: 100.0 * (counts.net() - unanswered) / all,
        high: 100.0 * (counts.net() + unanswered) / all,
    })
}

/// The score interval for the whole population, in points: n_eff = n (N-1)/(N-n), never outside the bounds; `None`
/// without responses.
#[must_use]
pub fn finite_interval(counts: &Counts, population: u64, confidence: Confidence) -> Option<Interval> {
    let (promoters, detractors) = counts.shares()?;
    let bounds = bounds(counts, population)?;
    let unanswered = population - counts.responses();
    if unanswered < FEW_UNANSWERED {
        return Some(bounds);
    }
    let effective = counts.responses() as f64 * (population - 1) as f64 / unanswered as f64;
    let limits = score_interval_of_shares(promoters, detractors, effective, confidence.quantile());
    Some(Interval { low: limits.low.max(bounds.low), high: limits.high.min(bounds.high) })
}

/// The NPS that the non-respondents would need for the whole population's to equal `target` (points). Below -100 the
/// target cannot be missed, above 100 it cannot be reached; `None` if all answered.
#[must_use]
pub fn tipping_nps(counts: &Counts, population: u64, target: f64) -> Option<f64> {
    let unanswered = population.checked_sub(counts.responses()).filter(|unanswered| *unanswered > 0)?;
    Some((target * population as f64 - 100.0 * counts.net()) / unanswered as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn limits_stay_within_the_bounds_and_contain_the_nps_of_a_full_answer(
            promoters in 0..50u64, passives in 0..50u64, detractors in 0..50u64, silent in 0..200u64,
        ) {
            let counts = Counts { promoters, passives, detractors };
            prop_assume!(counts.responses() > 0);
            let population = counts.responses() + silent;
            let bounds = bounds(&counts, population).unwrap();
            let limits = finite_interval(&counts, population, Confidence::P95).unwrap();
            prop_assert!(bounds.low <= limits.low && limits.high <= bounds.high);
            if silent == 0 {
                prop_assert!((limits.low - counts.nps().unwrap()).abs() < 1e-9);
                prop_assert!(tipping_nps(&counts, population, 0.0).is_none());
            }
        }
    }

    #[test]
    fn more_responses_than_complaints_make_no_population() {
        let counts = Counts { promoters: 5, passives: 0, detractors: 0 };
        assert_eq!(bounds(&counts, 4), None);
        assert_eq!(finite_interval(&counts, 4, Confidence::P95), None);
    }
}

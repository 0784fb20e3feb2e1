//! The NPS of a group as if it had the whole's mix of strata: direct standardisation.
//!
//! The group's NPS in each stratum counts with the stratum's share of the whole (Kitagawa E. (1964), Demography 1:296-315).
//! The interval is the score interval at the number of responses of which a plain NPS would be as uncertain: the variance
//! of the sum of w^2 V / n over the strata gives that number, and Kish's effective sample size where that is smaller, so
//! that strata in which all answered alike do not promise certainty.
//!
//! The rule: no figure leans on a stratum with few responses of the group. Small strata are pooled, as in
//! [`weighting`](super::weighting), and where one stratum is left nothing was made equal, so there is no figure.

use crate::statistics::interval::{Interval, score_interval_of_shares};
use crate::statistics::normal::Confidence;
use crate::statistics::tally::variance_of_shares;
use crate::statistics::weighting::{Stratum, collapse_below};

/// A standardised NPS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standardised {
    /// In points.
    pub nps: f64,
    pub interval: Interval,
    /// The number of responses to one question that would be as precise.
    pub effective_responses: f64,
    /// The number of strata after pooling; at least 2.
    pub strata: usize,
}

/// The NPS of a group at the whole's mix; each stratum holds the group's counts and, as its population, the responses
/// of the whole. `None` if there are not two strata with `fewest` responses of the group or more.
#[must_use]
pub fn standardised(strata: &[Stratum], fewest: u64, confidence: Confidence) -> Option<Standardised> {
    let filled: Vec<Stratum> = strata.iter().filter(|stratum| stratum.population > 0).copied().collect();
    let pooled = collapse_below(&filled, fewest);
    if pooled.len() < 2 || pooled.iter().any(|stratum| stratum.counts.responses() < fewest.max(1)) {
        return None;
    }
    let whole = pooled.iter().map(|stratum| stratum.population).sum::<u64>() as f64;
    let (mut promoters, mut detractors, mut variance, mut squares) = (0.0, 0.0, 0.0, 0.0);
    for stratum in &pooled {
        let weight = stratum.population as f64 / whole;
        let responses = stratum.counts.responses() as f64;
        let (of_promoters, of_detractors) = stratum.counts.shares()?;
        promoters += weight * of_promoters;
        detractors += weight * of_detractors;
        variance += weight * weight * stratum.counts.variance()? / responses;
        squares += weight * weight / responses;
    }
    let kish = 1.0 / squares;
    let by_variance = variance_of_shares(promoters, detractors) / variance;
    // Without any variance the division gives no number; `min` then keeps the other.
    let effective = by_variance.min(kish);
    Some(Standardised {
        nps: 100.0 * (promoters - detractors),
        interval: score_interval_of_shares(promoters, detractors, effective, confidence.quantile()),
        effective_responses: effective,
        strata: pooled.len(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::tally::Counts;

    fn stratum(promoters: u64, detractors: u64, population: u64) -> Stratum {
        Stratum { counts: Counts { promoters, passives: 0, detractors }, population }
    }

    /// The group has 40 rejected at -50 and 10 upheld at +60; the whole has 50 and 150. Raw it is -28;
    /// at the whole's mix: 0.25 * -50 + 0.75 * 60 = 32.5.
    #[test]
    fn a_group_with_harder_complaints_is_held_to_the_mix_of_all() {
        let found = standardised(&[stratum(10, 30, 50), stratum(8, 2, 150)], 10, Confidence::P95).unwrap();
        assert!((found.nps - 32.5).abs() < 1e-9 && found.strata == 2, "{found:?}");
        assert!(found.interval.contains(32.5));
        // w^2 V / n: 0.0625 * 0.75 / 40 + 0.5625 * 0.64 / 10; the shares 0.6625 and 0.3375 have V 0.894375.
        let variance = 0.0625 * 0.75 / 40.0 + 0.5625 * 0.64 / 10.0;
        let kish: f64 = 1.0 / (0.0625 / 40.0 + 0.5625 / 10.0);
        assert!((found.effective_responses - (0.894_375_f64 / variance).min(kish)).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn a_small_stratum_is_pooled_and_one_stratum_is_no_comparison() {
        let pooled = [stratum(10, 30, 50), stratum(8, 4, 150), stratum(1, 0, 20)];
        assert_eq!(standardised(&pooled, 10, Confidence::P95).unwrap().strata, 2);
        assert_eq!(standardised(&[stratum(10, 30, 50), stratum(1, 2, 150)], 10, Confidence::P95), None);
        assert_eq!(standardised(&[stratum(10, 30, 50), stratum(0, 0, 150)], 10, Confidence::P95), None);
        assert_eq!(standardised(&[stratum(10, 30, 50)], 10, Confidence::P95), None);
        assert_eq!(standardised(&[], 10, Confidence::P95), None);
    }

    #[test]
    fn strata_that_answered_alike_leave_an_interval() {
        let found = standardised(&[stratum(0, 12, 50), stratum(0, 12, 50)], 10, Confidence::P95).unwrap();
        assert!((found.nps + 100.0).abs() < 1e-9 && found.interval.high > -90.0, "{found:?}");
        assert!((found.effective_responses - 24.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn the_whole_itself_is_not_changed_by_its_own_mix(
            a in (5..60u64, 5..60u64), b in (5..60u64, 5..60u64), c in (5..60u64, 5..60u64),
        ) {
            let strata: Vec<Stratum> = [a, b, c].iter().map(|(p, d)| stratum(*p, *d, p + d)).collect();
            let counts: Counts = strata.iter().map(|stratum| stratum.counts).sum();
            let found = standardised(&strata, 10, Confidence::P95).unwrap();
            prop_assert!((found.nps - counts.nps().unwrap()).abs() < 1e-9);
            prop_assert!(found.effective_responses <= counts.responses() as f64 + 1e-9);
            prop_assert!(found.interval.contains(found.nps));
        }
    }
}

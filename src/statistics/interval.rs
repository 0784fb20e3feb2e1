//! The score interval of a Net Promoter Score.
//!
//! NPS of one multinomial is the difference of two paired proportions, so Tango's score interval for that
//! difference applies: Tango T. (1998), Statistics in Medicine 17:891-908; as "iterative score" for NPS in
//! Rocks B. (2016), The American Statistician 70(4):365-372. Chosen over the adjusted Wald interval because its
//! worst-case coverage is the best at every n, it never leaves -100..=100 and always contains the NPS. It is
//! meant for responses drawn from an ongoing process: there is no finite population correction (for that see
//! [`population`](super::population)).

use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;

/// Halvings of the search range; after 60 the error is far below the last digit of a double.
const BISECTIONS: u32 = 60;

/// Limits in NPS points, `-100 <= low <= nps <= high <= 100`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// Whether the value is in the interval, ends included.
    #[must_use]
    pub fn contains(&self, points: f64) -> bool {
        self.low <= points && points <= self.high
    }
}

/// The score interval in points; `None` without responses.
#[must_use]
pub fn score_interval(counts: &Counts, confidence: Confidence) -> Option<Interval> {
    score_interval_at(counts, confidence.quantile())
}

/// The score interval in points at a two-sided quantile `z >= 0`; `None` without responses.
#[must_use]
pub fn score_interval_at(counts: &Counts, z: f64) -> Option<Interval> {
    let (promoters, detractors) = counts.shares()?;
    Some(score_interval_of_shares(promoters, detractors, counts.responses() as f64, z))
}

/// The score interval in points from shares over `responses` independent responses, for example after weighting.
pub(super) fn score_interval_of_shares(promoters: f64, detractors: f64, responses: f64, z: f64) -> Interval {
    let delta = promoters - detractors;
    let score = |t| score_z_of_shares(promoters, detractors, responses, t);
    let low = if detractors >= 1.0 { -1.0 } else { bisect(-1.0, delta, |t| score(t) > z) };
    let high = if promoters >= 1.0 { 1.0 } else { bisect(delta, 1.0, |t| score(t) > -z) };
    Interval { low: 100.0 * low, high: 100.0 * high }
}

/// The score statistic z at a hypothetical NPS in points, strictly between -100 and 100; `None` without responses.
///
/// It falls as the hypothesis rises; zero at the observed NPS.
#[must_use]
pub fn score_z(counts: &Counts, hypothesis: f64) -> Option<f64> {
    let (promoters, detractors) = counts.shares()?;
    Some(score_z_of_shares(promoters, detractors, counts.responses() as f64, hypothesis / 100.0))
}

/// The variance is taken at the maximum-likelihood detractor share under the hypothesis `t`.
fn score_z_of_shares(promoters: f64, detractors: f64, responses: f64, t: f64) -> f64 {
    let delta = promoters - detractors;
    let detractors_at_t = constrained_detractors(promoters, detractors, t);
    let variance = (2.0 * detractors_at_t + t * (1.0 - t)) / responses;
    if variance > 0.0 {
        (delta - t) / variance.sqrt()
    } else if delta == t {
        0.0
    } else {
        f64::INFINITY.copysign(delta - t)
    }
}

/// The maximum-likelihood detractor share when promoters exceed detractors by `t`.
fn constrained_detractors(promoters: f64, detractors: f64, t: f64) -> f64 {
    let b = -promoters - detractors + (2.0 - (promoters - detractors)) * t;
    let c = -detractors * t * (1.0 - t);
    let root = (b * b - 8.0 * c).sqrt();
    // Two forms of the same root: each avoids cancellation for its sign of `b`.
    let share = if b <= 0.0 {
        (root - b) / 4.0
    } else if b + root > 0.0 {
        -2.0 * c / (b + root)
    } else {
        0.0
    };
    share.max(0.0).max(-t)
}

/// The point in `low..high` where `below` changes from true to false.
pub(super) fn bisect(mut low: f64, mut high: f64, below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..BISECTIONS {
        let middle = 0.5 * (low + high);
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(promoters: u64, passives: u64, detractors: u64) -> Counts {
        Counts { promoters, passives, detractors }
    }

    fn any_counts() -> impl Strategy<Value = Counts> {
        (0..400u64, 0..400u64, 0..400u64)
            .prop_filter("at least one response", |(p, q, d)| p + q + d > 0)
            .prop_map(|(p, q, d)| counts(p, q, d))
    }

    fn interval(counts: &Counts, confidence: Confidence) -> Interval {
        score_interval(counts, confidence).unwrap()
    }

    #[test]
    fn the_contracts_example_has_its_published_limits() {
        let limits = interval(&counts(11, 6, 7), Confidence::P95);
        assert!((limits.low - -17.696_164_624).abs() < 1e-8);
        assert!((limits.high - 47.082_161_049).abs() < 1e-8);
    }

    #[test]
    fn unanimous_answers_still_leave_room_on_one_side() {
        let all_promoters = interval(&counts(3, 0, 0), Confidence::P95);
        assert_eq!(all_promoters.high, 100.0);
        assert!((all_promoters.low - -12.30).abs() < 0.005);
        let all_detractors = interval(&counts(0, 0, 3), Confidence::P95);
        assert_eq!(all_detractors.low, -100.0);
    }

    #[test]
    fn a_hundred_million_responses_keep_their_precision() {
        let limits = interval(&counts(40_000_000, 20_000_000, 40_000_000), Confidence::P95);
        assert!(limits.low < 0.0 && limits.high > 0.0 && limits.high < 0.02);
        assert!((limits.low + limits.high).abs() < 1e-10);
    }

    #[test]
    fn without_responses_there_is_no_interval() {
        assert_eq!(score_interval(&Counts::default(), Confidence::P95), None);
    }

    proptest! {
        #[test]
        fn the_interval_contains_the_nps_and_stays_on_the_scale(counts in any_counts()) {
            let limits = interval(&counts, Confidence::P95);
            let nps = counts.nps().unwrap();
            prop_assert!(-100.0 <= limits.low && limits.low <= nps + 1e-9);
            prop_assert!(nps <= limits.high + 1e-9 && limits.high <= 100.0);
        }

        #[test]
        fn more_confidence_means_a_wider_interval(counts in any_counts()) {
            let levels = [Confidence::P90, Confidence::P95, Confidence::P99].map(|c| interval(&counts, c));
            prop_assert!(levels[2].low <= levels[1].low && levels[1].low <= levels[0].low);
            prop_assert!(levels[0].high <= levels[1].high && levels[1].high <= levels[2].high);
        }

        #[test]
        fn swapping_promoters_and_detractors_mirrors_the_interval(counts in any_counts()) {
            let mirrored = Counts { promoters: counts.detractors, detractors: counts.promoters, ..counts };
            let (here, there) = (interval(&counts, Confidence::P95), interval(&mirrored, Confidence::P95));
            prop_assert!((here.low + there.high).abs() < 1e-9);
            prop_assert!((here.high + there.low).abs() < 1e-9);
        }

        #[test]
        fn more_responses_of_the_same_mix_narrow_the_interval(counts in any_counts(), factor in 2..50u64) {
            let more = Counts {
                promoters: counts.promoters * factor,
                passives: counts.passives * factor,
                detractors: counts.detractors * factor,
            };
            let (few, many) = (interval(&counts, Confidence::P95), interval(&more, Confidence::P95));
            prop_assert!(many.high - many.low < few.high - few.low);
        }

        #[test]
        fn the_score_falls_as_the_hypothesis_rises(counts in any_counts(), a in -99.0..99.0f64, b in -99.0..99.0f64) {
            prop_assume!((a - b).abs() > 1e-6);
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(score_z(&counts, low).unwrap() >= score_z(&counts, high).unwrap());
        }
    }
}

//! The difference of two Net Promoter Scores over disjoint sets of respondents.
//!
//! MOVER ("method of variance estimates recovery") on the two score intervals: Zou G., Donner A. (2008), Statistics in
//! Medicine 27:1693-1702; the square-and-add of Newcombe R. (1998), ibid. 17:873-890. The p-value inverts it. Chosen
//! because its coverage holds in the worst case from five responses on. Whether the two intervals overlap is no test of
//! the difference.

use crate::statistics::interval::{Interval, bisect, score_interval_at};
use crate::statistics::normal::{Confidence, two_sided_p};
use crate::statistics::tally::Counts;

/// Beyond this z the p-value underflows to zero.
const FARTHEST_Z: f64 = 40.0;

/// `a` minus `b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// In points, -200..=200.
    pub points: f64,
    /// Limits of the difference in points.
    pub interval: Interval,
    /// The signed z at which the limit nearest to zero is zero; 0 when there is no difference.
    pub z: f64,
    /// Two-sided, 0..=1.
    pub p: f64,
}

/// The conclusion on `a` compared with `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    Higher,
    Lower,
    /// Not "equal": there may be a difference that these responses do not show.
    NoDifferenceShown,
}

/// `a` minus `b`; `None` if either has no responses.
#[must_use]
pub fn difference(a: &Counts, b: &Counts, confidence: Confidence) -> Option<Difference> {
    let points = a.nps()? - b.nps()?;
    let interval = mover(a, b, confidence.quantile())?;
    let z = z_of(a, b, points)?;
    Some(Difference { points, interval, z, p: two_sided_p(z) })
}

impl Difference {
    /// The conclusion at the confidence of the interval.
    #[must_use]
    pub fn conclusion(&self) -> Conclusion {
        if self.interval.low > 0.0 {
            Conclusion::Higher
        } else if self.interval.high < 0.0 {
            Conclusion::Lower
        } else {
            Conclusion::NoDifferenceShown
        }
    }
}

fn mover(a: &Counts, b: &Counts, z: f64) -> Option<Interval> {
    let (delta_a, delta_b) = (a.nps()?, b.nps()?);
    let (of_a, of_b) = (score_interval_at(a, z)?, score_interval_at(b, z)?);
    let points = delta_a - delta_b;
    Some(Interval {
        low: points - (delta_a - of_a.low).hypot(of_b.high - delta_b),
        high: points + (of_a.high - delta_a).hypot(delta_b - of_b.low),
    })
}

fn z_of(a: &Counts, b: &Counts, points: f64) -> Option<f64> {
    if points == 0.0 {
        return Some(0.0);
    }
    mover(a, b, FARTHEST_Z)?;
    let still_apart = |z| {
        mover(a, b, z).is_some_and(|limits| if points > 0.0 { limits.low > 0.0 } else { limits.high < 0.0 })
    };
    Some(bisect(0.0, FARTHEST_Z, still_apart).copysign(points))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_counts() -> impl Strategy<Value = Counts> {
        (0..80u64, 0..80u64, 0..80u64)
            .prop_filter("at least one response", |(p, q, d)| p + q + d > 0)
            .prop_map(|(promoters, passives, detractors)| Counts { promoters, passives, detractors })
    }

    proptest! {
        #[test]
        fn the_other_way_round_it_is_the_opposite(a in any_counts(), b in any_counts()) {
            let (ab, ba) = (
                difference(&a, &b, Confidence::P95).unwrap(),
                difference(&b, &a, Confidence::P95).unwrap(),
            );
            prop_assert!((ab.points + ba.points).abs() < 1e-9);
            prop_assert!((ab.interval.low + ba.interval.high).abs() < 1e-9);
            prop_assert!((ab.p - ba.p).abs() < 1e-9);
        }

        #[test]
        fn the_interval_excludes_zero_exactly_when_p_is_small(a in any_counts(), b in any_counts()) {
            let found = difference(&a, &b, Confidence::P95).unwrap();
            prop_assume!((found.p - 0.05).abs() > 1e-9);
            prop_assert_eq!(!found.interval.contains(0.0), found.p < 0.05);
            prop_assert_eq!(found.conclusion() != Conclusion::NoDifferenceShown, found.p < 0.05);
        }
    }

    #[test]
    fn without_responses_there_is_no_difference() {
        let some = Counts { promoters: 5, passives: 5, detractors: 5 };
        assert_eq!(difference(&Counts::default(), &some, Confidence::P95), None);
        assert_eq!(difference(&some, &Counts::default(), Confidence::P95), None);
    }
}

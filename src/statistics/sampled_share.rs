//! The share of the points that a random sample of reviews scores, of all that could be had, with its interval.
//!
//! A ratio estimator, since reviews may have different maxima (Cochran W. (1977), Sampling Techniques, 3rd edition,
//! chapter 6). The interval is Wilson's at the sample's effective size, with Student's t for few reviews and the
//! finite-population correction: where everything was reviewed, nothing is uncertain (Korn E., Graubard B. (1998), Survey
//! Methodology 24:193-201, for the effective size).

use crate::statistics::normal::{Confidence, t_quantile};
use crate::statistics::verdict::Verdict;

/// The confidence of the interval that decides: 90 %, so that a norm is wrongly called met in one of twenty.
pub const DECIDING: Confidence = Confidence::P90;

/// One review: the points given, and the points that could be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reviewed {
    pub points: u64,
    pub maximum: u64,
}

/// A share with its limits, all 0..=1, and what it was computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampledShare {
    pub share: f64,
    pub low: f64,
    pub high: f64,
    pub points: u64,
    pub maximum: u64,
    pub reviews: u64,
}

impl SampledShare {
    /// The share over these reviews, a sample from `closures`; `None` without reviews, or without points to be had.
    #[must_use]
    pub fn of(reviews: &[Reviewed], closures: u64, confidence: Confidence) -> Option<Self> {
        let points: u64 = reviews.iter().map(|review| review.points).sum();
        let maximum: u64 = reviews.iter().map(|review| review.maximum).sum();
        if maximum == 0 {
            return None;
        }
        let share = points as f64 / maximum as f64;
        let (low, high) = limits(reviews, share, closures, confidence);
        Some(Self { share, low, high, points, maximum, reviews: reviews.len() as u64 })
    }

    /// The verdict on a norm (0..=1) that is to be reached: the interval lies on one side of it, or it is undecided.
    #[must_use]
    pub fn verdict(&self, norm: f64) -> Verdict {
        if self.low >= norm {
            Verdict::Met
        } else if self.high < norm {
            Verdict::NotMet
        } else {
            Verdict::Undecided
        }
    }
}

fn limits(reviews: &[Reviewed], share: f64, closures: u64, confidence: Confidence) -> (f64, f64) {
    let (n, all) = (reviews.len() as f64, closures as f64);
    if all <= n {
        return (share, share);
    }
    let size = effective_size(reviews, share) * ((all - 1.0) / (all - n));
    // With one review there are no degrees of freedom.
    let z = t_quantile(0.5 + confidence.share() / 2.0, n - 1.0).unwrap_or_else(|| confidence.quantile());
    let spread = z * (share * (1.0 - share) / size + (z / (2.0 * size)).powi(2)).max(0.0).sqrt();
    let (centre, scale) = (share + z * z / (2.0 * size), 1.0 + z * z / size);
    ((centre - spread) / scale, (centre + spread) / scale)
}

/// How many independent yes-or-no judgements would be as certain.
fn effective_size(reviews: &[Reviewed], share: f64) -> f64 {
    let n = reviews.len() as f64;
    let (points, maximum) = reviews.iter().fold((0, 0), |(points, maximum), review| {
        (points + i128::from(review.points), maximum + i128::from(review.maximum))
    });
    // In whole numbers, so that reviews that are alike differ by nothing at all: a rounding error of 1e-16 would make them
    // certain.
    let residual =
        |review: &Reviewed| i128::from(review.points) * maximum - points * i128::from(review.maximum);
    let mean_maximum = maximum as f64 / n;
    let squares: f64 =
        reviews.iter().map(|review| (residual(review) as f64 / maximum as f64 / mean_maximum).powi(2)).sum();
    let variance = squares / (n - 1.0);
    // Not more than one review, or all alike: no variance can be told.
    if reviews.len() < 2 || variance <= 0.0 { n } else { n.max(n * share * (1.0 - share) / variance) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reviewed(points: u64, maximum: u64) -> Reviewed {
        Reviewed { points, maximum }
    }

    #[test]
    fn what_was_reviewed_in_full_is_certain() {
        let all = SampledShare::of(&[reviewed(9, 10)], 1, DECIDING).unwrap();
        assert_eq!((all.share, all.low, all.high), (0.9, 0.9, 0.9));
        assert_eq!(all.verdict(0.9), Verdict::Met);
        assert_eq!(all.verdict(0.91), Verdict::NotMet);
    }

    #[test]
    fn reviews_that_are_alike_are_not_certain() {
        for (reviews, closures) in
            [(vec![reviewed(29, 35); 2], 600), (vec![reviewed(7, 25), reviewed(14, 50)], 600)]
        {
            let alike = SampledShare::of(&reviews, closures, DECIDING).unwrap();
            assert!(alike.low < 0.1 && alike.high > 0.9, "no variance can be told of two: {alike:?}");
        }
    }

    #[test]
    fn one_review_of_many_says_little() {
        let one = SampledShare::of(&[reviewed(9, 10)], 601, DECIDING).unwrap();
        assert!((one.low - 0.2194).abs() < 1e-4 && (one.high - 0.9966).abs() < 1e-4, "{one:?}");
        assert_eq!(one.verdict(0.9), Verdict::Undecided);
        assert_eq!(SampledShare::of(&[], 600, DECIDING), None);
    }

    proptest! {
        #[test]
        fn the_share_lies_within_its_limits_and_the_same_reviews_of_fewer_closures_are_no_less_certain(
            points in prop::collection::vec(0..=25u64, 2..40), closures in 40..5_000u64,
        ) {
            let reviews: Vec<Reviewed> = points.into_iter().map(|points| reviewed(points, 25)).collect();
            let found = SampledShare::of(&reviews, closures, DECIDING).unwrap();
            prop_assert!(found.low <= found.share + 1e-9 && found.share <= found.high + 1e-9, "{found:?}");
            prop_assert!(found.low >= -1e-9 && found.high <= 1.0 + 1e-9, "{found:?}");
            let of_fewer = SampledShare::of(&reviews, reviews.len() as u64 + 1, DECIDING).unwrap();
            prop_assert!(of_fewer.high - of_fewer.low <= found.high - found.low + 1e-9);
        }
    }
}

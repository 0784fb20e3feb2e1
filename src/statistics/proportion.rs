//! The interval of a simple share, for example of satisfied respondents, and of the difference of two.
//!
//! Wilson's score interval: Wilson E. (1927), Journal of the American Statistical Association 22:209-212. The difference of two
//! shares: method 10 of Newcombe R. (1998), Statistics in Medicine 17:873-890, which squares and adds the distances to the Wilson
//! limits; the p-value inverts it.
//!
//! The rule: a share of nothing is no share, and neither is a difference from one.

use crate::statistics::interval::bisect;
use crate::statistics::normal::{Confidence, two_sided_p};

/// Beyond this z the p-value underflows to zero.
const FARTHEST_Z: f64 = 40.0;

/// A share with its limits, all 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub some: u64,
    pub all: u64,
}

/// The difference of two shares of different respondents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareDifference {
    /// -1..=1, as the limits.
    pub difference: f64,
    pub low: f64,
    pub high: f64,
    /// Two-sided, 0..=1.
    pub p: f64,
}

/// The share of `a` minus that of `b`; `None` if one of them is a share of nothing.
#[must_use]
pub fn difference_of_shares(a: Part, b: Part, confidence: Confidence) -> Option<ShareDifference> {
    let (difference, low, high) = newcombe(a, b, confidence.quantile())?;
    newcombe(a, b, FARTHEST_Z)?;
    let still_apart = |z| {
        newcombe(a, b, z).is_some_and(|(_, low, high)| if difference > 0.0 { low > 0.0 } else { high < 0.0 })
    };
    let z = if difference == 0.0 { 0.0 } else { bisect(0.0, FARTHEST_Z, still_apart) };
    Some(ShareDifference { difference, low, high, p: two_sided_p(z) })
}

fn newcombe(a: Part, b: Part, z: f64) -> Option<(f64, f64, f64)> {
    let (of_a, of_b) = (wilson_at(a.some, a.all, z)?, wilson_at(b.some, b.all, z)?);
    let difference = of_a.share - of_b.share;
    Some((
        difference,
        difference - (of_a.share - of_a.low).hypot(of_b.high - of_b.share),
        difference + (of_a.high - of_a.share).hypot(of_b.share - of_b.low),
    ))
}

/// The share of `some` among `all` and its Wilson interval; `None` if `all` is 0.
#[must_use]
pub fn wilson(some: u64, all: u64, confidence: Confidence) -> Option<Share> {
    wilson_at(some, all, confidence.quantile())
}

fn wilson_at(some: u64, all: u64, z: f64) -> Option<Share> {
    if all == 0 || some > all {
        return None;
    }
    let n = all as f64;
    let share = some as f64 / n;
    let spread = z * (share * (1.0 - share) / n + (z / (2.0 * n)).powi(2)).sqrt();
    let (centre, scale) = (share + z * z / (2.0 * n), 1.0 + z * z / n);
    Some(Share {
        share,
        low: if some == 0 { 0.0 } else { (centre - spread) / scale },
        high: if some == all { 1.0 } else { (centre + spread) / scale },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_comes_out() {
        // Newcombe (1998), Statistics in Medicine 17:857-872, table I: 81 of 263, and 0 of 20.
        let some = wilson(81, 263, Confidence::P95).unwrap();
        assert!((some.low - 0.2553).abs() < 5e-5 && (some.high - 0.3662).abs() < 5e-5);
        let none = wilson(0, 20, Confidence::P95).unwrap();
        assert!(none.low == 0.0 && (none.high - 0.1611).abs() < 5e-5);
    }

    #[test]
    fn the_published_differences_come_out() {
        // Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10.
        for (a, b, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((5, 56), (0, 29), -0.0381, 0.1926),
        ] {
            let part = |(some, all): (u64, u64)| Part { some, all };
            let found = difference_of_shares(part(a), part(b), Confidence::P95).unwrap();
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{found:?}");
            assert_eq!(found.low > 0.0, found.p < 0.05, "{found:?}");
        }
        let (nothing, some) = (Part { some: 0, all: 0 }, Part { some: 1, all: 2 });
        assert_eq!(difference_of_shares(some, nothing, Confidence::P95), None);
        assert_eq!(difference_of_shares(some, some, Confidence::P95).map(|found| found.p), Some(1.0));
    }

    #[test]
    fn all_and_none_mirror_each_other() {
        let (all, none) = (wilson(9, 9, Confidence::P90).unwrap(), wilson(0, 9, Confidence::P90).unwrap());
        assert!(all.high == 1.0 && (all.low - (1.0 - none.high)).abs() < 1e-12);
        assert_eq!(wilson(0, 0, Confidence::P90), None);
    }
}

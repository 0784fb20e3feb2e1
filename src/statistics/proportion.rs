//! The interval of a simple share, for example of satisfied respondents.
//!
//! Wilson's score interval: Wilson E. (1927), Journal of the American Statistical Association 22:209-212.

use crate::statistics::normal::Confidence;

/// A share with its limits, all 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// The share of `some` among `all` and its Wilson interval; `None` if `all` is 0.
#[must_use]
pub fn wilson(some: u64, all: u64, confidence: Confidence) -> Option<Share> {
    if all == 0 || some > all {
        return None;
    }
    let (n, z) = (all as f64, confidence.quantile());
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
    fn all_and_none_mirror_each_other() {
        let (all, none) = (wilson(9, 9, Confidence::P90).unwrap(), wilson(0, 9, Confidence::P90).unwrap());
        assert!(all.high == 1.0 && (all.low - (1.0 - none.high)).abs() < 1e-12);
        assert_eq!(wilson(0, 0, Confidence::P90), None);
    }
}

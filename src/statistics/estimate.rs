//! An estimate of NPS: never the score alone, always with the number of responses and its interval.
//!
//! The rule: a score that is shown, compared or stored comes from [`Estimate::of`].

use crate::statistics::interval::{Interval, score_interval};
use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;

/// The NPS of some responses, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number of responses; at least 1.
    pub n: u64,
    pub nps: f64,
    pub interval: Interval,
    /// The confidence of `interval`.
    pub confidence: Confidence,
}

impl Estimate {
    /// The estimate from counts; `None` without responses.
    #[must_use]
    pub fn of(counts: &Counts, confidence: Confidence) -> Option<Self> {
        let (nps, interval) = counts.nps().zip(score_interval(counts, confidence))?;
        Some(Self { n: counts.responses(), nps, interval, confidence })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gives_no_estimate() {
        assert_eq!(Estimate::of(&Counts::default(), Confidence::P95), None);
        let estimate =
            Estimate::of(&Counts { promoters: 6, passives: 2, detractors: 2 }, Confidence::P90).unwrap();
        assert!((estimate.nps - 40.0).abs() < 1e-9 && estimate.interval.contains(40.0) && estimate.n == 10);
    }
}

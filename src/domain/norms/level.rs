//! The level of NPS: a score over a series of periods, always with the number of responses and its interval.

use crate::statistics::interval::{Interval, score_interval};
use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;

/// NPS over all responses combined, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    pub responses: u64,
    pub nps: f64,
    pub interval: Interval,
    /// The confidence of `interval`.
    pub confidence: Confidence,
}

impl Level {
    /// The level of counts; `None` without responses.
    #[must_use]
    pub fn of(counts: &Counts, confidence: Confidence) -> Option<Self> {
        let (nps, interval) = counts.nps().zip(score_interval(counts, confidence))?;
        Some(Self { responses: counts.responses(), nps, interval, confidence })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_level() {
        assert_eq!(Level::of(&Counts::default(), Confidence::P95), None);
        let level = Level::of(&Counts { promoters: 6, passives: 2, detractors: 2 }, Confidence::P90).unwrap();
        assert!((level.nps - 40.0).abs() < 1e-9 && level.interval.contains(40.0) && level.responses == 10);
    }
}

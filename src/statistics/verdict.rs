//! Whether a norm is met, as a three-way verdict.
//!
//! With few responses, a point estimate at or above the norm proves nothing. So the verdict asks how certain it is that
//! the true NPS reaches the norm, read as a confidence distribution (Xie M., Singh K. (2013), International Statistical
//! Review 81:3-39), and is "undecided" if the responses do not settle it (three-way decisions: Yao Y. (2010),
//! Information Sciences 180:341-353). "Met" at certainty 0.95 is equivalent to: the whole 90 % score interval is at or
//! above the norm.

use crate::statistics::interval::score_z;
use crate::statistics::normal::{probability_below, quantile};
use crate::statistics::tally::Counts;

/// The smallest minimum number of responses that a rule may have.
pub const FEWEST_RESPONSES: u64 = 10;

/// A verdict on a norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Met,
    NotMet,
    /// The norm is within the interval: neither met nor missed.
    Undecided,
    /// Fewer responses than the rule asks for.
    Insufficient,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Met, Self::NotMet, Self::Undecided, Self::Insufficient];

    /// The verdict with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// The name of this verdict.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Undecided => "undecided",
            Self::Insufficient => "insufficient",
        }
    }
}

/// The certainty, 0..=1, that the true NPS reaches the norm (points, strictly between -100 and 100); `None` without
/// responses.
#[must_use]
pub fn certainty_at(counts: &Counts, norm: f64) -> Option<f64> {
    score_z(counts, norm).map(probability_below)
}

/// The verdict on a norm in points, at a certainty such as 0.95 and with at least `minimum` responses.
#[must_use]
pub fn verdict(counts: &Counts, norm: f64, certainty: f64, minimum: u64) -> Verdict {
    let limit = quantile(certainty);
    match score_z(counts, norm) {
        Some(_) if counts.responses() < minimum => Verdict::Insufficient,
        Some(z) if z >= limit => Verdict::Met,
        Some(z) if z <= -limit => Verdict::NotMet,
        Some(_) => Verdict::Undecided,
        None => Verdict::Insufficient,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::interval::score_interval;
    use crate::statistics::normal::Confidence;

    proptest! {
        #[test]
        fn the_verdict_is_where_the_90_percent_interval_lies(
            promoters in 0..200u64, passives in 0..200u64, detractors in 0..200u64, norm in -99.0..99.0f64,
        ) {
            let counts = Counts { promoters, passives, detractors };
            prop_assume!(counts.responses() >= FEWEST_RESPONSES);
            let limits = score_interval(&counts, Confidence::P90).unwrap();
            prop_assume!((norm - limits.low).abs() > 1e-6 && (norm - limits.high).abs() > 1e-6);
            let expected = if norm <= limits.low {
                Verdict::Met
            } else if norm >= limits.high {
                Verdict::NotMet
            } else {
                Verdict::Undecided
            };
            prop_assert_eq!(verdict(&counts, norm, 0.95, FEWEST_RESPONSES), expected);
        }
    }

    #[test]
    fn few_responses_give_no_verdict_and_none_gives_none_either() {
        let five = Counts { promoters: 5, passives: 0, detractors: 0 };
        assert_eq!(verdict(&five, -50.0, 0.95, 10), Verdict::Insufficient);
        assert_eq!(verdict(&Counts::default(), 0.0, 0.95, 0), Verdict::Insufficient);
    }
}

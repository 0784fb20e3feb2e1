//! Counts of everything: no interval, but what is not known lies between two bounds.
//!
//! The rule: a verdict holds whatever the unknown ones turn out to be, or it is undecided.

use crate::statistics::verdict::Verdict;

/// Complaints by whether something was done in time, those still pending apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    pub timely: u64,
    pub late: u64,
    pub unknown: u64,
}

impl Census {
    /// The share that is in time, of those of which it is known, 0..=1; `None` where nothing is known.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        share(self.timely, self.timely + self.late)
    }

    /// The share if all unknown ones were late.
    #[must_use]
    pub fn at_least(&self) -> Option<f64> {
        share(self.timely, self.all())
    }

    /// The share if all unknown ones were in time.
    #[must_use]
    pub fn at_most(&self) -> Option<f64> {
        share(self.timely + self.unknown, self.all())
    }

    /// Whether at least `norm` (0..=1) is in time.
    #[must_use]
    pub fn verdict(&self, norm: f64) -> Verdict {
        match (self.at_least(), self.at_most()) {
            (Some(low), _) if low >= norm => Verdict::Met,
            (_, Some(high)) if high < norm => Verdict::NotMet,
            (Some(_), _) => Verdict::Undecided,
            (None, _) => Verdict::Insufficient,
        }
    }

    fn all(&self) -> u64 {
        self.timely + self.late + self.unknown
    }
}

/// A share of whole numbers, divided once; `None` of nothing.
#[must_use]
pub fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn census(timely: u64, late: u64, unknown: u64) -> Census {
        Census { timely, late, unknown }
    }

    #[test]
    fn the_unknown_ones_decide_where_they_can() {
        for (of, norm, verdict) in [
            (census(90, 10, 0), 0.9, Verdict::Met),
            (census(89, 11, 0), 0.9, Verdict::NotMet),
            (census(85, 5, 10), 0.9, Verdict::Undecided),
            (census(90, 0, 10), 0.9, Verdict::Met),
            (census(70, 20, 10), 0.9, Verdict::NotMet),
            (census(0, 0, 12), 0.9, Verdict::Undecided),
            (census(0, 0, 0), 0.9, Verdict::Insufficient),
            (census(29, 71, 0), 0.29, Verdict::Met),
        ] {
            assert_eq!(of.verdict(norm), verdict, "{of:?} against {norm}");
        }
        assert_eq!((census(0, 0, 3).value(), census(0, 0, 3).at_most()), (None, Some(1.0)));
    }

    proptest! {
        #[test]
        fn a_verdict_holds_whatever_becomes_known(timely in 0..50u64, late in 0..50u64, unknown in 0..20u64, turned in 0..20u64, norm in 0.0..1.0f64) {
            let now = census(timely, late, unknown).verdict(norm);
            let turned = turned.min(unknown);
            let known = census(timely + turned, late + unknown - turned, 0).verdict(norm);
            prop_assert!(now == known || now == Verdict::Undecided);
        }
    }
}

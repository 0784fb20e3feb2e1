//! Figures over parts of a known total, such as the complaints in time, late and unknown of those received.
//!
//! The rule: the parts that are hidden together hold at least the minimum, and a sum is printed only if it holds all of them
//! or none. So whatever is added to or taken from each other is a sum of visible parts and of all hidden ones. A share that
//! cannot be printed for a small part or a small rest is printed as a bound that is true for each small number.

use std::collections::BTreeSet;

use crate::domain::reporting::figure::Figure;
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};

/// The most hidden parts of which the possible counts are gone through.
const MOST_HIDDEN: usize = 4;

/// Disjoint parts, by their position.
#[derive(Clone, Debug)]
pub struct Parts {
    counts: Vec<u64>,
    hidden: Vec<bool>,
    minimum: u64,
}

impl Parts {
    /// Parts whose sum is known.
    #[must_use]
    pub fn of(counts: &[u64], minimum: u64) -> Self {
        Self { counts: counts.to_vec(), hidden: hidden_beside_a_total(counts, 0, minimum), minimum }
    }

    /// Whether the sum of some parts may be printed.
    #[must_use]
    pub fn tells(&self, some: &[usize]) -> bool {
        let hidden = self.hidden_in(some);
        let all_hidden: u64 =
            self.counts.iter().zip(&self.hidden).filter(|(_, hide)| **hide).map(|(n, _)| n).sum();
        (hidden == 0 || hidden == all_hidden) && !is_too_small(self.sum(some), self.minimum)
    }

    /// The sum of some parts.
    #[must_use]
    pub fn count(&self, some: &[usize]) -> Figure {
        if self.tells(some) { Figure::count(self.sum(some)) } else { Figure::Hidden }
    }

    /// The share of some parts in these and the rest.
    #[must_use]
    pub fn share(&self, some: &[usize], rest: &[usize], decimals: u8) -> Figure {
        let whole = self.sum(some) + self.sum(rest);
        let both: Vec<usize> = some.iter().chain(rest).copied().collect();
        match whole {
            0 => Figure::Nothing,
            _ if !self.tells(&both) => Figure::Hidden,
            _ if self.tells(some) && self.tells(rest) => {
                Figure::Share { part: self.sum(some), whole, decimals }
            }
            _ => self.bound(some, rest, whole),
        }
    }

    /// A share as a bound, by the largest number that the small part or the small rest can be.
    fn bound(&self, some: &[usize], rest: &[usize], whole: u64) -> Figure {
        let largest = self.minimum.saturating_sub(1);
        let most = |of: &[usize]| (self.sum(of) - self.hidden_in(of) + largest).min(whole);
        if is_too_small(self.hidden_in(rest), self.minimum) {
            Figure::ShareAtLeast { percent: 100 * (whole - most(rest)) / whole, whole }
        } else if is_too_small(self.hidden_in(some), self.minimum) {
            Figure::ShareAtMost { percent: (100 * most(some)).div_ceil(whole), whole }
        } else {
            Figure::Hidden
        }
    }

    /// The counts that could be these, as far as the total, the visible ones and which ones are hidden tell: the true ones
    /// among them. None where more are hidden than anyone needs to go through.
    #[must_use]
    pub fn alike(&self) -> Vec<Vec<u64>> {
        let is_hidden = |place: &usize| self.hidden.get(*place).copied().unwrap_or(false);
        let hidden: Vec<usize> = (0..self.counts.len()).filter(is_hidden).collect();
        if hidden.len() > MOST_HIDDEN {
            return Vec::new();
        }
        // At most one of the hidden ones is not small.
        let found: BTreeSet<Vec<u64>> =
            hidden.iter().flat_map(|large| self.with_small(&hidden, *large)).collect();
        let is_alike = |counts: &Vec<u64>| hidden_beside_a_total(counts, 0, self.minimum) == self.hidden;
        found.into_iter().filter(is_alike).collect()
    }

    /// The counts with each small number in all hidden places but one, which has what is left.
    fn with_small(&self, hidden: &[usize], large: usize) -> Vec<Vec<u64>> {
        let mut found = vec![self.counts.clone()];
        for place in hidden.iter().copied().filter(|place| *place != large) {
            let with_each = |counts: &Vec<u64>| -> Vec<Vec<u64>> {
                (1..self.minimum).map(|count| with(counts, place, count)).collect()
            };
            found = found.iter().flat_map(with_each).collect();
        }
        let all = self.sum(hidden);
        let left = |counts: Vec<u64>| {
            let others = hidden.iter().filter(|place| **place != large);
            let others: u64 = others.filter_map(|place| counts.get(*place)).sum();
            Some(with(&counts, large, all.checked_sub(others).filter(|left| *left > 0)?))
        };
        found.into_iter().filter_map(left).collect()
    }

    fn sum(&self, some: &[usize]) -> u64 {
        some.iter().filter_map(|place| self.counts.get(*place)).sum()
    }

    /// The sum of those of some parts that are hidden.
    fn hidden_in(&self, some: &[usize]) -> u64 {
        let is_hidden = |place: &&usize| self.hidden.get(**place).copied().unwrap_or(true);
        some.iter().filter(is_hidden).filter_map(|place| self.counts.get(*place)).sum()
    }
}

/// Counts of which one is another.
fn with(counts: &[u64], place: usize, count: u64) -> Vec<u64> {
    counts.iter().enumerate().map(|(own, n)| if own == place { count } else { *n }).collect()
}

/// What a share is at least, of one that is printed in full or as such a bound.
#[must_use]
pub fn at_least(share: &Figure) -> Figure {
    match share {
        Figure::Share { part, whole, .. } if *whole > 0 => {
            Figure::ShareAtLeast { percent: 100 * part / whole, whole: *whole }
        }
        Figure::ShareAtLeast { .. } => share.clone(),
        _ => Figure::Hidden,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::reporting::hiding::MINIMUM;

    fn parts(counts: &[u64]) -> Parts {
        Parts::of(counts, MINIMUM)
    }

    #[test]
    fn a_small_rest_makes_a_share_a_bound_that_is_true_for_each_small_number() {
        // 195 in time and 5 late: whether 0 to 9 were late, at least 191 of 200 were in time.
        let found = parts(&[195, 5]);
        assert_eq!(found.share(&[0], &[1], 1), Figure::ShareAtLeast { percent: 95, whole: 200 });
        assert_eq!(found.share(&[1], &[0], 1), Figure::ShareAtMost { percent: 5, whole: 200 });
        assert_eq!((found.count(&[0]), found.count(&[1])), (Figure::Hidden, Figure::Hidden));
        assert_eq!(found.count(&[0, 1]), Figure::count(200));
    }

    #[test]
    fn a_share_that_hides_nobody_is_printed_in_full() {
        let found = parts(&[180, 20, 0]);
        assert_eq!(found.share(&[0], &[1], 1), Figure::Share { part: 180, whole: 200, decimals: 1 });
        assert_eq!(found.share(&[0, 1], &[2], 0), Figure::share(200, 200));
        assert_eq!(parts(&[0, 0]).share(&[0], &[1], 0), Figure::Nothing);
        assert_eq!(parts(&[4, 3]).share(&[0], &[1], 0), Figure::Hidden, "seven in all");
    }

    #[test]
    fn a_small_unknown_number_leaves_the_bounds_on_both_sides() {
        // In time, late, not known: the known ones together would tell how many are not known.
        let found = parts(&[180, 15, 5]);
        assert_eq!(found.share(&[0], &[1], 1), Figure::Hidden);
        let least = found.share(&[0], &[1, 2], 1);
        assert_eq!(least, Figure::Share { part: 180, whole: 200, decimals: 1 });
        assert_eq!(at_least(&least), Figure::ShareAtLeast { percent: 90, whole: 200 });
        assert_eq!(found.share(&[0, 2], &[1], 1), Figure::ShareAtMost { percent: 95, whole: 200 });
    }

    #[test]
    fn counts_are_alike_if_the_same_is_hidden_of_the_same_total() {
        let late: Vec<u64> = parts(&[29, 1, 0]).alike().iter().map(|counts| counts[1]).collect();
        // Either of the two is the small one: nothing but a bound tells which.
        assert_eq!(late, (21..30).rev().chain((1..10).rev()).collect::<Vec<u64>>());
        assert_eq!(parts(&[9, 2]).alike().len(), 10, "one to ten, which hide each other");
        assert_eq!(parts(&[180, 20]).alike(), [] as [Vec<u64>; 0], "nothing is hidden");
    }

    /// Every set of parts, as a mask.
    fn sets(parts: usize) -> impl Iterator<Item = (u32, Vec<usize>)> {
        (0..1_u32 << parts)
            .map(move |mask| (mask, (0..parts).filter(|place| (mask >> place) & 1 == 1).collect()))
    }

    /// All that follows from printed sums: what is left when one is taken from another that holds it, and what two that
    /// share nothing are together.
    fn what_follows(mut known: BTreeMap<u32, u64>) -> BTreeMap<u32, u64> {
        loop {
            let before = known.len();
            let all: Vec<(u32, u64)> = known.iter().map(|(mask, n)| (*mask, *n)).collect();
            for (one, n) in &all {
                for (other, m) in &all {
                    if one & other == *other {
                        known.insert(one & !other, n - m);
                    } else if one & other == 0 {
                        known.insert(one | other, n + m);
                    }
                }
            }
            if known.len() == before {
                return known;
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_small_follows_from_all_that_is_printed(counts in prop::collection::vec(0..40u64, 1..6)) {
            let total: u64 = counts.iter().sum();
            prop_assume!(!is_too_small(total, MINIMUM));
            let found = parts(&counts);
            let printed = sets(counts.len()).filter(|(_, some)| found.tells(some));
            let printed: BTreeMap<u32, u64> = printed.map(|(mask, some)| (mask, found.sum(&some))).collect();
            prop_assert!(printed.contains_key(&((1 << counts.len()) - 1)), "the total is known");
            for (mask, n) in what_follows(printed) {
                prop_assert!(!is_too_small(n, MINIMUM), "{n} of {mask:b}");
            }
        }

        #[test]
        fn every_share_and_every_bound_is_true_and_holds_no_small_number(
            counts in prop::collection::vec(0..60u64, 2..6), cut in 1..6usize,
        ) {
            let places: Vec<usize> = (0..counts.len()).collect();
            let (some, rest) = places.split_at(cut.min(counts.len() - 1));
            let found = parts(&counts);
            let part = found.sum(some);
            match found.share(some, rest, 0) {
                Figure::Share { part: printed, whole, .. } => {
                    prop_assert_eq!(printed, part);
                    prop_assert!([part, whole - part, whole].iter().all(|n| !is_too_small(*n, MINIMUM)));
                }
                Figure::ShareAtLeast { percent, whole } => {
                    prop_assert!(percent * whole <= 100 * part && !is_too_small(whole, MINIMUM));
                }
                Figure::ShareAtMost { percent, whole } => {
                    prop_assert!(percent * whole >= 100 * part && percent <= 100 && !is_too_small(whole, MINIMUM));
                }
                other => prop_assert!(matches!(other, Figure::Hidden | Figure::Nothing)),
            }
        }
    }
}

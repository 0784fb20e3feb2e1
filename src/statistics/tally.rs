//! How often each score was given: the sufficient statistic for every NPS figure.
//!
//! Tallies add up over days and segments, so a year is the sum of its months.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// The number of different scores, 0 to 10.
pub const SCORES: usize = 11;

/// The number of responses for each score, the score being the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally(pub [u64; SCORES]);

/// Promoters (9-10), passives (7-8) and detractors (0-6), Reichheld's grouping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub promoters: u64,
    pub passives: u64,
    pub detractors: u64,
}

impl Tally {
    /// The three groups of this tally.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let sum = |scores: &[u64]| scores.iter().sum();
        let [d0, d1, d2, d3, d4, d5, d6, q7, q8, p9, p10] = self.0;
        Counts {
            promoters: sum(&[p9, p10]),
            passives: sum(&[q7, q8]),
            detractors: sum(&[d0, d1, d2, d3, d4, d5, d6]),
        }
    }

    /// The number of responses.
    #[must_use]
    pub fn responses(&self) -> u64 {
        self.0.iter().sum()
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            promoters: self.promoters + other.promoters,
            passives: self.passives + other.passives,
            detractors: self.detractors + other.detractors,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

impl Counts {
    /// The number of responses.
    #[must_use]
    pub fn responses(&self) -> u64 {
        self.promoters + self.passives + self.detractors
    }

    /// The Net Promoter Score in points, -100..=100; `None` without responses. Whole numbers are divided once, so the
    /// result equals the number that a person would type: 7 promoters and 2 detractors of 10 are exactly 50.
    #[must_use]
    pub fn nps(&self) -> Option<f64> {
        let responses = self.responses();
        (responses > 0).then(|| 100.0 * self.net() / responses as f64)
    }

    /// Promoters minus detractors.
    #[must_use]
    pub fn net(&self) -> f64 {
        self.promoters as f64 - self.detractors as f64
    }

    /// The variance V of one answer that counts -1, 0 or +1, in proportions (0..=1); `None` without responses.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        let (promoters, detractors) = self.shares()?;
        Some(variance_of_shares(promoters, detractors))
    }

    /// The shares of promoters and of detractors, each 0..=1; `None` without responses.
    #[must_use]
    pub fn shares(&self) -> Option<(f64, f64)> {
        let responses = self.responses();
        (responses > 0)
            .then(|| (self.promoters as f64 / responses as f64, self.detractors as f64 / responses as f64))
    }
}

/// V = p + d - (p - d)^2 for shares of promoters and detractors.
pub(super) fn variance_of_shares(promoters: f64, detractors: f64) -> f64 {
    promoters + detractors - (promoters - detractors).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_fall_into_detractors_passives_and_promoters() {
        let tally = Tally([1, 1, 1, 1, 1, 1, 1, 10, 10, 100, 100]);
        let counts = tally.counts();
        assert_eq!((counts.detractors, counts.passives, counts.promoters), (7, 20, 200));
        assert_eq!(tally.responses(), counts.responses());
    }

    /// An NPS is the number that a person would type for it.
    #[test]
    fn an_nps_of_whole_tenths_is_exactly_that_number() {
        for n in 1..=60_u64 {
            for promoters in 0..=n {
                for detractors in 0..=n - promoters {
                    let counts = Counts { promoters, passives: n - promoters - detractors, detractors };
                    let tenths = 1000 * (promoters as i64 - detractors as i64);
                    if tenths % n as i64 == 0 {
                        let tenths = tenths / n as i64;
                        let typed: f64 = format!("{tenths}e-1").parse().unwrap();
                        assert_eq!(counts.nps(), Some(typed), "{counts:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_variance_is_the_published_one() {
        // whuber, Cross Validated: shares (1/2, 1/3, 1/6) give 5/9, thirds give 2/3.
        let of =
            |promoters, passives, detractors| Counts { promoters, passives, detractors }.variance().unwrap();
        assert!((of(3, 2, 1) - 5.0 / 9.0).abs() < 1e-15);
        assert!((of(1, 1, 1) - 2.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn no_responses_means_no_score_and_not_zero() {
        assert_eq!(Counts::default().nps(), None);
    }
}

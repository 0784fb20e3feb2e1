//! The operating characteristic of a rule: the probability of each verdict, given the true NPS.
//!
//! A norm is only as good as its rule's errors: a false alarm calls a process at the norm "not met", a missed detection
//! fails to call a decline. Up to [`MOST_ENUMERATED`] responses, every possible outcome is weighted by its multinomial
//! probability; above that, the normal approximation of the score statistic is used.
//! multinomial probability; beyond, the normal approximation of the score statistic serves.

use crate::statistics::interval::score_z;
use crate::statistics::normal::{probability_below, quantile};
use crate::statistics::tally::{Counts, variance_of_shares};

/// With more responses the approximation is accurate to two decimals, and enumeration would be slow.
pub const MOST_ENUMERATED: u64 = 400;
/// Less probable outcomes are skipped.
const NEGLIGIBLE: f64 = 1e-14;

/// An assumed process: shares that add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truth {
    promoters: f64,
    passives: f64,
    detractors: f64,
}

/// The probability of each verdict, which add up to 1; and that of the naive rule "point estimate at or above the
/// norm".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chances {
    pub met: f64,
    pub undecided: f64,
    pub not_met: f64,
    pub point_at_or_above: f64,
}

impl Truth {
    /// A process with this NPS (points, clamped to -100..=100) and this share of passives, reduced if it is too large
    /// for the NPS.
    #[must_use]
    pub fn new(nps: f64, passives: f64) -> Self {
        let delta = (nps / 100.0).clamp(-1.0, 1.0);
        let passives = passives.clamp(0.0, 1.0 - delta.abs());
        let rest = 1.0 - passives;
        // Rounding may make it slightly negative.
        let share = |twice: f64| (twice / 2.0).max(0.0);
        Self { promoters: share(rest + delta), passives, detractors: share(rest - delta) }
    }

    fn delta(&self) -> f64 {
        self.promoters - self.detractors
    }
}

/// The probability of each verdict of a rule with this certainty on a norm in points (strictly between -100 and 100)
/// after `responses` responses; `None` for zero.
#[must_use]
pub fn chances(truth: Truth, responses: u64, norm: f64, certainty: f64) -> Option<Chances> {
    match responses {
        0 => None,
        1..=MOST_ENUMERATED => Some(enumerated(truth, responses, norm, quantile(certainty))),
        _ => Some(approximated(truth, responses, norm, quantile(certainty))),
    }
}

fn enumerated(truth: Truth, responses: u64, norm: f64, z: f64) -> Chances {
    let factorials = log_factorials(responses);
    let log_factorial = |count: u64| factorials.get(count as usize).copied().unwrap_or_default();
    let mut chances = Chances::default();
    for promoters in 0..=responses {
        for detractors in 0..=responses - promoters {
            let passives = responses - promoters - detractors;
            let log = log_factorial(responses)
                - log_factorial(promoters)
                - log_factorial(passives)
                - log_factorial(detractors)
                + weight(promoters, truth.promoters)
                + weight(passives, truth.passives)
                + weight(detractors, truth.detractors);
            let probability = log.exp();
            if probability < NEGLIGIBLE {
                continue;
            }
            let counts = Counts { promoters, passives, detractors };
            let reached = score_z(&counts, norm).unwrap_or_default();
            if reached >= z {
                chances.met += probability;
            } else if reached <= -z {
                chances.not_met += probability;
            } else {
                chances.undecided += probability;
            }
            if counts.nps().is_some_and(|nps| nps >= norm) {
                chances.point_at_or_above += probability;
            }
        }
    }
    chances
}

/// The logarithm of a share to the power of a count; 0 to the power of 0 is 1.
fn weight(count: u64, share: f64) -> f64 {
    if count == 0 { 0.0 } else { count as f64 * share.ln() }
}

fn log_factorials(most: u64) -> Vec<f64> {
    let steps = (1..=most).scan(0.0, |sum, number| {
        *sum += (number as f64).ln();
        Some(*sum)
    });
    std::iter::once(0.0).chain(steps).collect()
}

fn approximated(truth: Truth, responses: u64, norm: f64, z: f64) -> Chances {
    let variance = variance_of_shares(truth.promoters, truth.detractors);
    let error = (variance / responses as f64).sqrt();
    let gap = truth.delta() - norm / 100.0;
    if error == 0.0 {
        let (met, not_met) = (f64::from(u8::from(gap > 0.0)), f64::from(u8::from(gap < 0.0)));
        return Chances {
            met,
            not_met,
            undecided: 1.0 - met - not_met,
            point_at_or_above: f64::from(u8::from(gap >= 0.0)),
        };
    }
    let (met, not_met) = (probability_below(gap / error - z), probability_below(-gap / error - z));
    Chances {
        met,
        not_met,
        undecided: 1.0 - met - not_met,
        point_at_or_above: probability_below(gap / error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(gap: f64, responses: u64, certainty: f64) -> [f64; 4] {
        let found = chances(Truth::new(gap, 0.2), responses, 0.0, certainty).unwrap();
        [found.met, found.undecided, found.not_met, found.point_at_or_above]
    }

    fn is_near(found: [f64; 4], expected: [f64; 4]) {
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 0.0051, "{found} is not {expected}");
        }
    }

    #[test]
    fn a_process_without_detractors_has_chances_that_are_numbers() {
        for (nps, passives) in [(10.0, 0.95), (-10.0, 0.95), (100.0, 0.3), (0.0, 1.0), (70.0, 0.3)] {
            for responses in [12, 2_000] {
                let found = chances(Truth::new(nps, passives), responses, 5.0, 0.95).unwrap();
                let sum = found.met + found.undecided + found.not_met;
                assert!((sum - 1.0).abs() < 1e-6 && found.point_at_or_above.is_finite(), "{nps} {found:?}");
            }
        }
    }

    /// 20 % passives, norm 0.
    #[test]
    fn the_rule_behaves_as_the_study_found() {
        is_near(printed(-20.0, 30, 0.95), [0.00, 0.67, 0.33, 0.13]);
        is_near(printed(10.0, 30, 0.95), [0.14, 0.85, 0.01, 0.76]);
        is_near(printed(-10.0, 100, 0.95), [0.00, 0.69, 0.30, 0.14]);
        is_near(printed(20.0, 100, 0.95), [0.73, 0.27, 0.00, 0.99]);
        is_near(printed(0.0, 30, 0.90), [0.10, 0.81, 0.10, 0.54]);
        is_near(printed(10.0, 400, 0.95), [0.72, 0.28, 0.00, 0.99]);
    }

    #[test]
    fn enumerating_and_approximating_agree_where_they_meet() {
        let truth = Truth::new(12.0, 0.25);
        let (exact, near) = (enumerated(truth, 300, 5.0, 1.645), approximated(truth, 300, 5.0, 1.645));
        assert!((exact.met - near.met).abs() < 0.01 && (exact.not_met - near.not_met).abs() < 0.01);
        let together = exact.met + exact.undecided + exact.not_met;
        assert!((together - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_process_that_always_says_the_same_is_certain() {
        let all_promoters = chances(Truth::new(100.0, 0.5), 1_000, 50.0, 0.95).unwrap();
        assert_eq!((all_promoters.met, all_promoters.point_at_or_above), (1.0, 1.0));
        assert_eq!(chances(Truth::new(0.0, 0.2), 0, 0.0, 0.95), None);
    }
}

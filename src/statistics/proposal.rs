//! Candidate norms that a process can realistically be held to.
//!
//! The baseline's level and variance, and how much its periods differ beyond chance (DerSimonian R., Laird N. (1986)),
//! predict the next assessment window. From that come three candidates, each with its assurance, the probability that
//! the verdict will be "met" (O'Hagan A., Stevens J., Campbell M. (2005), Pharmaceutical Statistics 4:187): *hold* (no
//! change), *provable* (an unchanged process will be shown to meet it with the wanted power), *stretch* (a wanted
//! improvement, never smaller than can be shown).

use crate::statistics::interval::Interval;
use crate::statistics::normal::{Confidence, probability_below, quantile, t_quantile};
use crate::statistics::tally::Counts;

/// How the norm will be assessed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assessment {
    /// Responses expected in one assessment window, more than zero.
    pub expected_responses: f64,
    /// Periods in one assessment window, at least 1.
    pub periods: u32,
    /// The verdict's certainty, 0.5..1.
    pub certainty: f64,
    /// The wanted probability that an unchanged process meets the provable norm, 0.5..1.
    pub power: f64,
}

/// What history proposes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proposal {
    /// The level, in points.
    pub centre: f64,
    /// V, in proportions.
    pub variance: f64,
    /// Periods of history with responses.
    pub periods: usize,
    pub responses: u64,
    /// Cochran's Q over the periods.
    pub q: f64,
    /// The variance between periods, in squared proportions.
    pub tau2: f64,
    /// The standard error of the level, in points.
    pub se_baseline: f64,
    /// The standard deviation of the predicted NPS of the next window, in points.
    pub s_pred: f64,
    /// The 95 % prediction interval of the next window, in points.
    pub prediction: Interval,
    /// In points, unrounded.
    pub provable: f64,
    /// The smallest improvement that can be shown, in points.
    pub smallest_provable_improvement: f64,
    assessment: Assessment,
}

/// The probability of each verdict on a candidate if the process does not change; they add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assurance {
    pub met: f64,
    pub undecided: f64,
    pub not_met: f64,
}

/// The proposal from past periods; `None` if fewer than two have responses, or if all answers are in one group.
#[must_use]
pub fn propose(periods: &[Counts], assessment: Assessment) -> Option<Proposal> {
    let filled: Vec<&Counts> = periods.iter().filter(|counts| counts.responses() > 0).collect();
    let all: Counts = filled.iter().copied().copied().sum();
    let variance = all.variance().filter(|variance| *variance > 0.0)?;
    let degrees_of_freedom = filled.len().checked_sub(1).filter(|degrees| *degrees > 0)? as f64;
    let n = all.responses() as f64;
    let centre = all.net() / n;
    let sizes = || filled.iter().map(|counts| counts.responses() as f64);
    let squares: f64 = sizes().map(|size| size * size).sum();
    let q = filled
        .iter()
        .map(|counts| {
            let size = counts.responses() as f64;
            size * (counts.net() / size - centre).powi(2) / variance
        })
        .sum::<f64>();
    let tau2 = ((q - degrees_of_freedom) * variance / (n - squares / n)).max(0.0);
    let se_baseline = (variance / n + tau2 * squares / (n * n)).sqrt();
    let of_window = variance / assessment.expected_responses;
    let s_pred = (of_window + tau2 / f64::from(assessment.periods) + se_baseline.powi(2)).sqrt();
    let reach = t_quantile(0.975, degrees_of_freedom)? * s_pred;
    let z_power = quantile(assessment.power);
    let provable = centre - quantile(assessment.certainty) * of_window.sqrt() - z_power * s_pred;
    let improvement = (Confidence::P95.quantile() + z_power) * (of_window + variance / n).sqrt();
    Some(Proposal {
        centre: 100.0 * centre,
        variance,
        periods: filled.len(),
        responses: all.responses(),
        q,
        tau2,
        se_baseline: 100.0 * se_baseline,
        s_pred: 100.0 * s_pred,
        prediction: Interval {
            low: (100.0 * (centre - reach)).max(-100.0),
            high: (100.0 * (centre + reach)).min(100.0),
        },
        provable: 100.0 * provable,
        smallest_provable_improvement: 100.0 * improvement,
        assessment,
    })
}

impl Proposal {
    /// The norm for an unchanged level, in points.
    #[must_use]
    pub fn hold(&self) -> f64 {
        self.centre
    }

    /// The norm for an improvement in points, raised to the smallest that can be shown.
    #[must_use]
    pub fn stretch(&self, improvement: f64) -> f64 {
        self.centre + improvement.max(self.smallest_provable_improvement)
    }

    /// The probability of each verdict on a norm in points.
    #[must_use]
    pub fn assurance(&self, norm: f64) -> Assurance {
        let margin = 100.0
            * quantile(self.assessment.certainty)
            * (self.variance / self.assessment.expected_responses).sqrt();
        let met = probability_below((self.centre - norm - margin) / self.s_pred);
        let not_met = probability_below((norm - self.centre - margin) / self.s_pred);
        Assurance { met, undecided: 1.0 - met - not_met, not_met }
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

    use super::*;
    use crate::statistics::verdict::{FEWEST_RESPONSES, Verdict, verdict};

    const YEARLY: Assessment =
        Assessment { expected_responses: 360.0, periods: 12, certainty: 0.95, power: 0.8 };

    #[test]
    fn the_provable_norm_has_the_promised_assurance() {
        let month = |promoters| Counts { promoters, passives: 8, detractors: 12 };
        let history: Vec<Counts> = (0..24).map(|index| month(9 + index % 3)).collect();
        let proposal = propose(&history, YEARLY).unwrap();
        assert!((proposal.assurance(proposal.provable).met - 0.8).abs() < 1e-9);
        assert!(proposal.provable < proposal.hold() && proposal.hold() < proposal.stretch(0.0));
        assert!((proposal.stretch(90.0) - proposal.hold() - 90.0).abs() < 1e-9);
    }

    /// Responses of one period of a process with 35 % promoters and 20 % passives, shifted by `moved`.
    fn drawn(chance: &mut StdRng, responses: u64, moved: f64) -> Counts {
        let mut counts = Counts::default();
        for _ in 0..responses {
            match chance.random::<f64>() {
                share if share < 0.35 + moved / 2.0 => counts.promoters += 1,
                share if share < 0.55 + moved / 2.0 => counts.passives += 1,
                _ => counts.detractors += 1,
            }
        }
        counts
    }

    /// How often the next year meets the norm that the two years before it called provable, and how often it is "not
    /// met".
    fn realised(responses: u64, tau: f64) -> (f64, f64) {
        let mut chance = StdRng::seed_from_u64(17);
        let runs = 2_000;
        let (mut met, mut not_met) = (0, 0);
        for _ in 0..runs {
            let mut month = || {
                // The months differ beyond sampling error: the sum of twelve uniform shares is near normal.
                let shares: f64 = (0..12).map(|_| chance.random::<f64>()).sum();
                let moved = tau * (shares - 6.0);
                drawn(&mut chance, responses, moved)
            };
            let history: Vec<Counts> = (0..24).map(|_| month()).collect();
            let year: Counts = (0..12).map(|_| month()).sum();
            let expected_responses = (12 * responses) as f64;
            let proposal = propose(&history, Assessment { expected_responses, ..YEARLY }).unwrap();
            match verdict(&year, proposal.provable, 0.95, FEWEST_RESPONSES) {
                Verdict::Met => met += 1,
                Verdict::NotMet => not_met += 1,
                Verdict::Undecided | Verdict::Insufficient => {}
            }
        }
        (f64::from(met) / f64::from(runs), f64::from(not_met) / f64::from(runs))
    }

    #[test]
    fn what_was_called_provable_is_met_about_as_often_as_promised() {
        for (responses, tau) in [(10, 0.0), (30, 0.0), (30, 0.08)] {
            let (met, not_met) = realised(responses, tau);
            assert!(
                (0.77..=0.84).contains(&met),
                "a larger simulation found .79 to .82: {met} at n={responses}, tau={tau}"
            );
            assert!(not_met <= 0.006, "a larger simulation found at most .005: {not_met}");
        }
    }

    #[test]
    fn a_single_period_proposes_nothing() {
        assert_eq!(propose(&[Counts { promoters: 9, passives: 8, detractors: 12 }], YEARLY), None);
        assert_eq!(propose(&[Counts { promoters: 9, ..Counts::default() }; 12], YEARLY), None);
        assert_eq!(propose(&[], YEARLY), None);
    }
}

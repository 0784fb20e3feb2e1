//! What a norm would mean for a process at a known level: how far it may fall, and how often the rule would be wrong.
//!
//! The rule: workbench and dossier say it by the same formulas, from the numbers of the proposal.

use crate::statistics::normal::{probability_below, quantile};
use crate::statistics::proposal::Assurance;

/// A process and the rule that it is judged by; all in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// Its level.
    pub centre: f64,
    /// How far the NPS of a period must lie from a norm for a verdict.
    pub margin: f64,
    /// The standard deviation of the next period's NPS.
    pub spread: f64,
}

impl Outlook {
    /// From a level and a spread in points, V in proportions, the responses in a period (more than zero) and the certainty
    /// of a verdict (0.5..1).
    #[must_use]
    pub fn new(centre: f64, spread: f64, variance: f64, responses: f64, certainty: f64) -> Self {
        Self { centre, margin: 100.0 * quantile(certainty) * (variance / responses).sqrt(), spread }
    }

    /// How many points the NPS can fall before a period is called "not met"; below zero when it is without any fall.
    #[must_use]
    pub fn may_fall(&self, norm: f64) -> f64 {
        self.centre - norm + self.margin
    }

    /// How many points the NPS must rise before a period is called "met"; below zero when it is without any rise.
    #[must_use]
    pub fn must_rise(&self, norm: f64) -> f64 {
        norm + self.margin - self.centre
    }

    /// The probability of each verdict on a norm if the level moves by `moved` points.
    #[must_use]
    pub fn assurance(&self, norm: f64, moved: f64) -> Assurance {
        let above = self.centre + moved - norm;
        let met = probability_below((above - self.margin) / self.spread);
        let not_met = probability_below((-above - self.margin) / self.spread);
        Assurance { met, undecided: 1.0 - met - not_met, not_met }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::proposal::{Assessment, propose};
    use crate::statistics::tally::Counts;

    fn outlook() -> (Outlook, crate::statistics::proposal::Proposal) {
        let month = |promoters| Counts { promoters, passives: 8, detractors: 12 };
        let history: Vec<Counts> = (0..24).map(|index| month(9 + index % 3)).collect();
        let assessment = Assessment { expected_responses: 360.0, periods: 12, certainty: 0.95, power: 0.8 };
        let found = propose(&history, assessment).unwrap();
        (Outlook::new(found.centre, found.s_pred, found.variance, 360.0, 0.95), found)
    }

    #[test]
    fn it_agrees_with_the_proposal() {
        let (outlook, found) = outlook();
        for norm in [-30.0, found.provable, 0.0, 10.0] {
            let (one, other) = (outlook.assurance(norm, 0.0), found.assurance(norm));
            assert!((one.met - other.met).abs() < 1e-12 && (one.not_met - other.not_met).abs() < 1e-12);
        }
    }

    #[test]
    fn after_the_fall_that_is_allowed_a_period_is_at_the_edge() {
        let (outlook, _) = outlook();
        let norm = outlook.centre - 20.0;
        let fall = outlook.may_fall(norm);
        assert!((outlook.assurance(norm, -fall).not_met - 0.5).abs() < 1e-6, "half of the periods");
        assert!(fall > 20.0, "a verdict is only given beyond doubt");
        let rise = outlook.must_rise(outlook.centre + 5.0);
        assert!((outlook.assurance(outlook.centre + 5.0, rise).met - 0.5).abs() < 1e-6);
        assert!(outlook.assurance(norm, -30.0).not_met > outlook.assurance(norm, 0.0).not_met);
    }
}

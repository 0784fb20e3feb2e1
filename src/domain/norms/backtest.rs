//! Back-test of a norm: the verdict it would have given on each past period.
//!
//! The naive rule, "the point estimate is at or above the norm", is counted beside it, to show how often that is a coin
//! toss.

use crate::domain::insight::series::Point;
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::interval::{Interval, score_interval_at};
use crate::statistics::normal::quantile;
use crate::statistics::operating_characteristic::{Chances, Truth, chances};
use crate::statistics::tally::{Counts, Tally};
use crate::statistics::verdict::{Verdict, certainty_at, verdict};

/// A candidate norm and how it is judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Points, strictly between -100 and 100.
    pub norm: f64,
    /// Between 0.5 and 1.
    pub certainty: f64,
    /// With fewer responses there is no verdict.
    pub minimum: u64,
}

/// The result of a back-test.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    pub candidate: Candidate,
    pub periods: Vec<TestedPeriod>,
}

/// A past period.
#[derive(Clone, Debug, PartialEq)]
pub struct TestedPeriod {
    pub range: DateRange,
    pub provisional: bool,
    pub figures: Visible<AgainstNorm>,
    pub verdict: Verdict,
}

/// The responses of a period against the candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgainstNorm {
    pub counts: Counts,
    /// In points.
    pub nps: f64,
    /// The interval that decides the verdict, in points.
    pub deciding: Interval,
    /// The certainty that the norm is reached, 0..=1.
    pub p_norm: f64,
}

impl AgainstNorm {
    /// What the naive rule says: the point estimate is at or above the norm. Both are the binary numbers nearest to
    /// their values, so whole numbers compare as whole numbers.
    #[must_use]
    pub fn is_at_or_above(&self, norm: f64) -> bool {
        self.nps >= norm
    }
}

/// Back-tests a candidate on periods whose figures may be shown.
#[must_use]
pub fn backtest_assessed(periods: &[(DateRange, Tally)], candidate: Candidate) -> Backtest {
    let test = |(range, tally): &(DateRange, Tally)| {
        let counts = tally.counts();
        TestedPeriod {
            range: *range,
            provisional: false,
            figures: Visible::unless(false, against(counts, candidate)),
            verdict: judge(&counts, candidate),
        }
    };
    Backtest { candidate, periods: periods.iter().map(test).collect() }
}

/// Back-tests a candidate on a series.
#[must_use]
pub fn backtest(points: &[Point], candidate: Candidate) -> Backtest {
    let test = |point: &Point| {
        let counts = point.figures.counts().unwrap_or_default();
        TestedPeriod {
            range: point.range,
            provisional: point.provisional,
            figures: Visible::unless(point.figures.is_too_small(), against(counts, candidate)),
            verdict: judge(&counts, candidate),
        }
    };
    Backtest { candidate, periods: points.iter().map(test).collect() }
}

/// The verdict of a candidate's rule on counts.
#[must_use]
pub fn judge(counts: &Counts, candidate: Candidate) -> Verdict {
    verdict(counts, candidate.norm, candidate.certainty, candidate.minimum)
}

fn against(counts: Counts, candidate: Candidate) -> Option<AgainstNorm> {
    Some(AgainstNorm {
        counts,
        nps: counts.nps()?,
        deciding: score_interval_at(&counts, quantile(candidate.certainty))?,
        p_norm: certainty_at(&counts, candidate.norm)?,
    })
}

impl Backtest {
    /// How many periods have this verdict.
    #[must_use]
    pub fn count(&self, wanted: Verdict) -> usize {
        self.periods.iter().filter(|period| period.verdict == wanted).count()
    }

    /// In how many periods the naive rule would have said "met".
    #[must_use]
    pub fn point_at_or_above(&self) -> usize {
        self.shown().filter(|period| period.is_at_or_above(self.candidate.norm)).count()
    }

    /// How often the naive rule would have changed its outcome from one period with responses to the next.
    #[must_use]
    pub fn naive_flips(&self) -> usize {
        let said: Vec<bool> = self.shown().map(|period| period.is_at_or_above(self.candidate.norm)).collect();
        said.windows(2).filter(|pair| pair.first() != pair.get(1)).count()
    }

    /// The chances of each verdict for a process `gap` points from the norm, at the usual number of responses in a
    /// period; `None` without responses, or if that number is below the candidate's minimum.
    #[must_use]
    pub fn chances_at(&self, gap: f64) -> Option<Chances> {
        let counts: Counts = self.shown().map(|period| period.counts).sum();
        let passives = counts.passives as f64 / counts.responses() as f64;
        let Candidate { norm, certainty, minimum } = self.candidate;
        let usual = self.usual_responses().filter(|usual| *usual >= minimum)?;
        chances(Truth::new(norm + gap, passives), usual, norm, certainty)
    }

    /// The mean number of responses over periods that have any, rounded; `None` without responses.
    #[must_use]
    pub fn usual_responses(&self) -> Option<u64> {
        let sizes: Vec<u64> = self.shown().map(|period| period.counts.responses()).collect();
        let mean = sizes.iter().sum::<u64>() as f64 / sizes.len() as f64;
        (!sizes.is_empty()).then(|| mean.round().max(1.0) as u64)
    }

    /// Whether any period has responses that may be shown.
    #[must_use]
    pub fn has_responses(&self) -> bool {
        self.shown().next().is_some()
    }

    fn shown(&self) -> impl Iterator<Item = &AgainstNorm> {
        self.periods.iter().filter_map(|period| period.figures.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::series::tests;

    fn of(tally: Tally) -> Point {
        let day = "2026-01-01".parse().unwrap();
        tests::point(DateRange::new(day, day).unwrap(), tally)
    }

    fn point(promoters: u64, detractors: u64) -> Point {
        let mut tally = Tally::default();
        (tally.0[10], tally.0[0]) = (promoters, detractors);
        of(tally)
    }

    /// Seven promoters and two detractors of ten are at a norm of 50.
    #[test]
    fn a_point_at_the_norm_is_at_the_norm() {
        for (scores, norm) in [
            ([7, 1, 2], 50.0),
            ([29, 71, 0], 29.0),
            ([333, 667, 0], 33.3),
            ([2, 1, 7], -50.0),
            ([1, 8, 1], 0.0),
        ] {
            let mut tally = Tally::default();
            (tally.0[10], tally.0[7], tally.0[0]) = (scores[0], scores[1], scores[2]);
            let at = of(tally);
            let found = |norm| {
                backtest(std::slice::from_ref(&at), Candidate { norm, certainty: 0.95, minimum: 1 })
                    .point_at_or_above()
            };
            assert_eq!((found(norm), found(norm + 0.1)), (1, 0), "{scores:?} {norm}");
        }
    }

    #[test]
    fn every_period_has_one_verdict_and_the_naive_rule_flips() {
        let candidate = Candidate { norm: 0.0, certainty: 0.95, minimum: 10 };
        let mut points: Vec<Point> =
            [(90, 10), (10, 90), (11, 9), (9, 11), (11, 9), (3, 2), (0, 0)].map(|(p, d)| point(p, d)).into();
        points[5].figures = Visible::TooSmall;
        let found = backtest(&points, candidate);
        let counts = [Verdict::Met, Verdict::NotMet, Verdict::Undecided, Verdict::Insufficient]
            .map(|verdict| found.count(verdict));
        assert_eq!(counts, [1, 1, 3, 2]);
        assert_eq!((found.point_at_or_above(), found.naive_flips()), (3, 4));
        assert_eq!(found.usual_responses(), Some(52));
        let missed = 1.0 - found.chances_at(-10.0).unwrap().not_met;
        assert!((0.6..0.95).contains(&missed), "{missed}");
        assert!(found.chances_at(0.0).unwrap().not_met < 0.07);
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        let found = backtest(&[point(0, 0)], Candidate { norm: 0.0, certainty: 0.95, minimum: 10 });
        assert!(!found.has_responses() && found.chances_at(0.0).is_none());
        assert_eq!(found.count(Verdict::Insufficient), 1);
    }
}

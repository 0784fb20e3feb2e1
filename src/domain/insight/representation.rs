//! Whether the respondents represent all customers whose complaint was closed.
//!
//! The outcome of a complaint drives the score, and who answers depends on both. So the official NPS, unweighted, is
//! compared with one weighted by outcome and channel; a large gap is a warning, never a correction.

use crate::domain::insight::series::DayTally;
use crate::statistics::interval::Interval;
use crate::statistics::normal::Confidence;
use crate::statistics::population::{bounds, tipping_nps};
use crate::statistics::rounding::without_noise;
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::Counts;
use crate::statistics::weighting::{Stratum, Weighted, collapse, weighted};

/// The NPS if non-respondents had answered, under several assumptions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Representation {
    /// The official NPS, in points.
    pub nps: f64,
    pub responses: u64,
    pub closed: u64,
    /// `None` if it cannot be computed.
    pub weighted: Option<Weighted>,
    /// If all non-respondents were detractors, and if all were promoters.
    pub bounds: Interval,
    /// The NPS of the non-respondents at which the whole would be at the target; `None` if all answered.
    pub tipping: Option<f64>,
}

impl Representation {
    /// Weighted minus official, in points.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        self.weighted.map(|weighted| weighted.nps - self.nps)
    }

    /// Whether respondents seem to differ from the others: the official NPS is outside the weighted interval, or 5
    /// points or more from the weighted NPS.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.weighted.is_some_and(|weighted| !weighted.interval.contains(self.nps))
            || self.gap().is_some_and(|gap| without_noise(gap.abs()) >= 5.0)
    }
}

/// From counts by day and stratum; `None` if nothing may be shown, or if the number of closures is unknown, as with
/// imported answers. The target is the norm in points, or zero while there is none.
#[must_use]
pub fn representation(
    days: &[DayTally],
    confidence: Confidence,
    minimum_group: u64,
    target: f64,
) -> Option<Representation> {
    let mut strata: std::collections::BTreeMap<&str, Stratum> = std::collections::BTreeMap::new();
    for day in days {
        let stratum = strata.entry(&day.group).or_default();
        stratum.counts = stratum.counts + day.counts.tally.counts();
        stratum.population += day.counts.closed;
    }
    let strata: Vec<Stratum> = strata.into_values().collect();
    let counts: Counts = strata.iter().map(|stratum| stratum.counts).sum();
    let closed = strata.iter().map(|stratum| stratum.population).sum();
    let responses = counts.responses();
    // The number of closures behind imported answers is unknown.
    let is_known = days.iter().all(|day| day.counts.imported == 0)
        && strata.iter().all(|stratum| stratum.counts.responses() <= stratum.population);
    if !is_known || is_too_small(responses, minimum_group) {
        return None;
    }
    Some(Representation {
        nps: counts.nps()?,
        responses,
        closed,
        weighted: weighted(&collapse(&strata), confidence),
        bounds: bounds(&counts, closed)?,
        tipping: tipping_nps(&counts, closed, target),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::series::DayCounts;
    use crate::statistics::tally::Tally;

    fn stratum(group: &str, closed: u64, promoters: u64, detractors: u64) -> DayTally {
        let mut tally = Tally::default();
        (tally.0[10], tally.0[0]) = (promoters, detractors);
        let counts = DayCounts { closed, invited: closed, imported: 0, tally };
        DayTally { day: "2026-01-05".parse().unwrap(), group: group.to_owned(), counts }
    }

    #[test]
    fn content_people_who_answer_more_often_raise_a_warning() {
        let days = [stratum("upheld", 100, 80, 10), stratum("rejected", 300, 10, 50)];
        let found = representation(&days, Confidence::P95, 5, 0.0).unwrap();
        assert!((found.nps - 20.0).abs() < 1e-9);
        assert!(found.gap().unwrap() < -20.0 && found.is_warning(), "{found:?}");
        assert!((found.bounds.low - 100.0 * (30.0 - 250.0) / 400.0).abs() < 1e-9);
        assert!((found.tipping.unwrap() - -12.0).abs() < 1e-9);
    }

    #[test]
    fn answers_without_known_closures_represent_nobody_knows_whom() {
        let mut mixed = [stratum("upheld", 100, 40, 30)];
        mixed[0].counts.imported = 30;
        assert_eq!(representation(&mixed, Confidence::P95, 5, 0.0), None);
        assert_eq!(representation(&[stratum("", 0, 50, 10)], Confidence::P95, 5, 0.0), None);
        assert_eq!(representation(&[], Confidence::P95, 5, 0.0), None);
    }
}

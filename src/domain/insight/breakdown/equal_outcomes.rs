//! The parts of a whole at equal outcomes: outcomes decide the score, so a raw comparison of teams compares their cases.
//!
//! The rule: each part is standardised to the outcomes of the whole ([`standardised`]), and only parts that are shown
//! have a figure. It leans on no outcome of which the part has few responses, so that nothing of a small group can be
//! computed from it.

use std::collections::BTreeMap;

use crate::domain::insight::breakdown::{hidden_in_one_answer, parts};
use crate::domain::insight::series::DayTally;
use crate::statistics::interval::Interval;
use crate::statistics::normal::Confidence;
use crate::statistics::standardisation::standardised;
use crate::statistics::tally::Counts;
use crate::statistics::weighting::{FEWEST_IN_A_STRATUM, Stratum};

/// The NPS of a part if it had the outcomes of the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EqualOutcomes {
    /// In points.
    pub nps: f64,
    pub interval: Interval,
}

/// The figures by value of the dimension, from counts by day and pair, named `value / outcome`. A part of which nothing
/// can be said is absent; so is every part where there is one outcome only.
#[must_use]
pub fn equal_outcomes(
    days: &[DayTally],
    confidence: Confidence,
    minimum_group: u64,
) -> BTreeMap<String, EqualOutcomes> {
    let mut by_value: BTreeMap<&str, BTreeMap<&str, Counts>> = BTreeMap::new();
    let mut whole: BTreeMap<&str, u64> = BTreeMap::new();
    for day in days {
        let (value, outcome) = value_and_outcome(&day.group);
        let counts = day.counts.tally.counts();
        let cell = by_value.entry(value).or_default().entry(outcome).or_default();
        *cell = *cell + counts;
        *whole.entry(outcome).or_default() += counts.responses();
    }
    let fewest = fewest(minimum_group);
    let figure = |outcomes: &BTreeMap<&str, Counts>| {
        let stratum = |(outcome, population): (&&str, &u64)| Stratum {
            counts: outcomes.get(outcome).copied().unwrap_or_default(),
            population: *population,
        };
        let strata: Vec<Stratum> = whole.iter().map(stratum).collect();
        let found = standardised(&strata, fewest, confidence)?;
        Some(EqualOutcomes { nps: found.nps, interval: found.interval })
    };
    shown(days, confidence, minimum_group)
        .into_iter()
        .filter_map(|value| Some((value.clone(), figure(by_value.get(value.as_str())?)?)))
        .collect()
}

/// The least responses of a part to an outcome that count for themselves.
#[must_use]
pub fn fewest(minimum_group: u64) -> u64 {
    FEWEST_IN_A_STRATUM.max(minimum_group)
}

/// The value and the outcome of a pair `value / outcome`. An outcome is one of the program's own names, or empty.
fn value_and_outcome(pair: &str) -> (&str, &str) {
    pair.rsplit_once(" / ").unwrap_or((pair, ""))
}

/// The values whose own figures are shown.
fn shown(days: &[DayTally], confidence: Confidence, minimum_group: u64) -> Vec<String> {
    let by_value: Vec<DayTally> = days
        .iter()
        .map(|day| DayTally { group: value_and_outcome(&day.group).0.to_owned(), ..day.clone() })
        .collect();
    let parts = parts(&by_value, confidence, &|parts| hidden_in_one_answer(parts, minimum_group));
    parts.into_iter().filter(|part| part.figures.shown().is_some()).map(|part| part.value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::series::DayCounts;
    use crate::statistics::tally::Tally;

    fn cell(group: &str, promoters: u64, detractors: u64) -> DayTally {
        let mut tally = Tally::default();
        (tally.0[10], tally.0[0]) = (promoters, detractors);
        let counts = DayCounts { tally, ..DayCounts::default() };
        DayTally { day: "2026-01-05".parse().unwrap(), group: group.to_owned(), counts }
    }

    /// Noord has 40 rejected at -50 and 10 upheld at +60; Zuid 10 rejected at -60 and 140 upheld at +50. All have 50
    /// rejected and 150 upheld, so Noord is at 0.25 * -50 + 0.75 * 60 = 32.5 and Zuid at 0.25 * -60 + 0.75 * 50 = 22.5.
    #[test]
    fn a_team_with_hard_cases_may_be_the_better_one() {
        let days = [
            cell("Noord / rejected", 10, 30),
            cell("Noord / upheld", 8, 2),
            cell("Zuid / rejected", 2, 8),
            cell("Zuid / upheld", 105, 35),
        ];
        let found = equal_outcomes(&days, Confidence::P95, 5);
        assert!((found["Noord"].nps - 32.5).abs() < 1e-9, "{found:?}");
        assert!((found["Zuid"].nps - 22.5).abs() < 1e-9, "{found:?}");
        assert!(found["Noord"].interval.contains(32.5));
    }

    #[test]
    fn a_hidden_part_and_one_with_too_little_of_each_outcome_have_no_figure() {
        let days = [
            cell("Noord / rejected", 20, 30),
            cell("Noord / upheld", 40, 10),
            cell("Zuid / rejected", 2, 7),
            cell("Zuid / upheld", 4, 5),
            cell("Oost / upheld", 2, 1),
            cell("West / upheld", 3, 3),
        ];
        let found = equal_outcomes(&days, Confidence::P95, 5);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["Noord"]);
        assert!(equal_outcomes(&days[..2], Confidence::P95, 60).is_empty(), "the least group counts too");
    }

    #[test]
    fn a_name_may_hold_the_separator_and_be_unknown() {
        assert_eq!(value_and_outcome("Noord / Oost / rejected"), ("Noord / Oost", "rejected"));
        assert_eq!(value_and_outcome(" / "), ("", ""));
        assert_eq!(value_and_outcome("Noord / "), ("Noord", ""));
        assert!(equal_outcomes(&[], Confidence::P95, 5).is_empty());
    }
}

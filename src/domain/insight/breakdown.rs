//! Breakdown of a whole into parts: segments side by side, each against the rest.
//!
//! The rule: the whole is shown on the same page, so the caller says which parts stay hidden with a small one. Multiple
//! comparisons are adjusted (Benjamini-Hochberg).

pub mod equal_outcomes;
pub mod split;
pub mod why;

use crate::domain::insight::series::{DayCounts, DayTally};
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::{Conclusion, Difference, difference};
use crate::statistics::estimate::Estimate;
use crate::statistics::multiplicity::benjamini_hochberg;
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::hidden_beside_a_total;
use crate::statistics::tally::Counts;

/// A part of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The value of the dimension; empty if unknown.
    pub value: String,
    pub closed: u64,
    pub invited: u64,
    /// Imported responses, which have no closure or invitation in Naklank.
    pub imported: u64,
    pub figures: Visible<PartFigures>,
}

/// The figures of a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartFigures {
    pub estimate: Estimate,
    /// This part minus all others; `None` if those have no responses.
    pub against_rest: Option<AgainstRest>,
}

/// A part compared with all others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgainstRest {
    pub difference: Difference,
    /// p-value adjusted for the number of parts, 0..=1.
    pub adjusted_p: f64,
}

impl AgainstRest {
    /// The conclusion after the adjustment.
    #[must_use]
    pub fn conclusion(&self, confidence: Confidence) -> Conclusion {
        if self.adjusted_p >= 1.0 - confidence.share() {
            Conclusion::NoDifferenceShown
        } else if self.difference.points > 0.0 {
            Conclusion::Higher
        } else {
            Conclusion::Lower
        }
    }
}

/// Which of the parts stay hidden, each a value with its responses.
pub type HiddenParts<'a> = &'a dyn Fn(&[(&str, u64)]) -> Vec<bool>;

/// Hides small parts, and with them others, so that none follows from the whole and the other parts of one answer.
#[must_use]
pub fn hidden_in_one_answer(parts: &[(&str, u64)], minimum_group: u64) -> Vec<bool> {
    let sizes: Vec<u64> = parts.iter().map(|(_, responses)| *responses).collect();
    hidden_beside_a_total(&sizes, 0, minimum_group)
}

/// The parts of a whole from counts by day and group, most responses first.
#[must_use]
pub fn parts(days: &[DayTally], confidence: Confidence, hidden: HiddenParts<'_>) -> Vec<Part> {
    let mut summed: std::collections::BTreeMap<&str, DayCounts> = std::collections::BTreeMap::new();
    for day in days {
        let sum = summed.entry(&day.group).or_default();
        sum.closed += day.counts.closed;
        sum.invited += day.counts.invited;
        sum.imported += day.counts.imported;
        sum.tally += day.counts.tally;
    }
    let mut summed: Vec<(&str, DayCounts)> = summed.into_iter().collect();
    summed.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.tally.responses()));
    let sizes: Vec<(&str, u64)> =
        summed.iter().map(|(value, counts)| (*value, counts.tally.responses())).collect();
    let hidden = hidden(&sizes);
    let whole: Counts = summed.iter().map(|(_, counts)| counts.tally.counts()).sum();
    let mut parts: Vec<Part> = summed
        .into_iter()
        .zip(hidden)
        .map(|((value, counts), is_hidden)| Part {
            value: value.to_owned(),
            closed: counts.closed,
            invited: counts.invited,
            imported: counts.imported,
            figures: Visible::unless(is_hidden, figures(counts.tally.counts(), whole, confidence)),
        })
        .collect();
    adjust(&mut parts);
    parts
}

fn figures(counts: Counts, whole: Counts, confidence: Confidence) -> Option<PartFigures> {
    let rest = Counts {
        promoters: whole.promoters - counts.promoters,
        passives: whole.passives - counts.passives,
        detractors: whole.detractors - counts.detractors,
    };
    let found = difference(&counts, &rest, confidence);
    Some(PartFigures {
        estimate: Estimate::of(&counts, confidence)?,
        against_rest: found.map(|difference| AgainstRest { adjusted_p: difference.p, difference }),
    })
}

fn adjust(parts: &mut [Part]) {
    let mut compared: Vec<&mut AgainstRest> = parts
        .iter_mut()
        .filter_map(|part| match &mut part.figures {
            Visible::Shown(figures) => figures.against_rest.as_mut(),
            Visible::TooSmall | Visible::Nothing => None,
        })
        .collect();
    let p_values: Vec<f64> = compared.iter().map(|against| against.difference.p).collect();
    // Of two parts each is the other's rest: that is one comparison, not two.
    if compared.len() > 2 {
        let adjusted = benjamini_hochberg(&p_values);
        compared.iter_mut().zip(adjusted).for_each(|(against, p)| against.adjusted_p = p);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tally::Tally;

    fn day(group: &str, promoters: u64, detractors: u64) -> DayTally {
        let mut tally = Tally::default();
        (tally.0[10], tally.0[0]) = (promoters, detractors);
        let counts = DayCounts { closed: 60, invited: 50, imported: 0, tally };
        DayTally { day: "2026-01-05".parse().unwrap(), group: group.to_owned(), counts }
    }

    #[test]
    fn parts_are_held_against_the_rest_and_adjusted() {
        let days = [day("Noord", 40, 10), day("Zuid", 20, 20), day("Oost", 15, 15), day("West", 14, 16)];
        let parts = parts(&days, Confidence::P95, &|parts| hidden_in_one_answer(parts, 5));
        assert_eq!(
            parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>(),
            ["Noord", "Zuid", "Oost", "West"]
        );
        let noord = parts[0].figures.shown().unwrap().against_rest.unwrap();
        assert_eq!(noord.conclusion(Confidence::P95), Conclusion::Higher);
        assert!(
            (noord.difference.points - (60.0 + 2.0)).abs() < 1e-9 && noord.adjusted_p >= noord.difference.p
        );
        let west = parts[3].figures.shown().unwrap().against_rest.unwrap();
        assert_eq!(west.conclusion(Confidence::P95), Conclusion::NoDifferenceShown);
    }

    #[test]
    fn a_small_part_takes_the_next_smallest_with_it() {
        let days = [day("Noord", 40, 10), day("Zuid", 5, 4), day("Oost", 1, 2)];
        let parts = parts(&days, Confidence::P95, &|parts| hidden_in_one_answer(parts, 5));
        let hidden: Vec<bool> = parts.iter().map(|part| part.figures.is_too_small()).collect();
        assert_eq!(hidden, [false, true, true]);
        assert_eq!(parts[2].closed, 60, "closures are no answers");
    }
}

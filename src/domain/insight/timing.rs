//! Early and late respondents: customers who answer only after a reminder resemble those who never answer.
//!
//! Armstrong J., Overton T. (1977), Journal of Marketing Research 14:396-402. A difference between them is a warning
//! that non-response is not random; no difference is no proof that it is.

use crate::domain::insight::visible::Visible;
use crate::statistics::difference::{Difference, difference};
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::hidden_beside_a_total;
use crate::statistics::tally::{Counts, Tally};

/// The answers that came after this many reminders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AfterReminders {
    pub reminders: u64,
    pub nps: Visible<Estimate>,
}

/// Answers by the number of reminders before them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timing {
    pub after: Vec<AfterReminders>,
    /// Answers before any reminder minus those after one; `None` if either is empty or hidden.
    pub early_less_late: Option<Difference>,
}

/// The answers by the number of reminders before them, fewest first, out of `responses` in all. Imported answers have
/// no invitation: they are among `responses` but not in the result.
#[must_use]
pub fn timing(
    by_reminders: &[(u64, Tally)],
    responses: u64,
    confidence: Confidence,
    minimum_group: u64,
) -> Timing {
    let sizes: Vec<u64> = by_reminders.iter().map(|(_, tally)| tally.responses()).collect();
    let elsewhere = responses.saturating_sub(sizes.iter().sum());
    let hidden = hidden_beside_a_total(&sizes, elsewhere, minimum_group);
    let any_hidden = hidden.contains(&true);
    let after = by_reminders.iter().zip(hidden).map(|((reminders, tally), is_hidden)| {
        let nps = Visible::unless(is_hidden, Estimate::of(&tally.counts(), confidence));
        AfterReminders { reminders: *reminders, nps }
    });
    let sum = |is_late: bool| -> Counts {
        by_reminders.iter().filter(|(n, _)| (*n > 0) == is_late).map(|(_, tally)| tally.counts()).sum()
    };
    let found = difference(&sum(false), &sum(true), confidence);
    Timing { after: after.collect(), early_less_late: found.filter(|_| !any_hidden) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(promoters: u64, detractors: u64) -> Tally {
        let mut tally = Tally::default();
        (tally.0[10], tally.0[0]) = (promoters, detractors);
        tally
    }

    #[test]
    fn early_answers_are_held_against_all_later_ones() {
        let found =
            timing(&[(0, tally(40, 10)), (1, tally(10, 10)), (2, tally(2, 8))], 80, Confidence::P95, 5);
        assert_eq!(found.after.len(), 3);
        assert!((found.early_less_late.unwrap().points - (60.0 - -20.0)).abs() < 1e-9);
    }

    #[test]
    fn few_late_answers_hide_the_comparison() {
        let found = timing(&[(0, tally(40, 10)), (1, tally(1, 2))], 53, Confidence::P95, 5);
        assert_eq!((found.after[0].nps, found.early_less_late), (Visible::TooSmall, None));
    }
}

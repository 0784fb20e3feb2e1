//! What was counted for an effect, by ranges of days.
//!
//! The rule: the rest is the whole less those whom the improvement concerns, over the same days.

use chrono::NaiveDate;

use crate::domain::learning::improvement::Target;
use crate::domain::time::period::DateRange;
use crate::statistics::effect::Cell;
use crate::statistics::proportion::Part;
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::Counts;

/// Counts of pieces of days, each with one of its days. Of a share, those that have it stand as promoters and the others as
/// passives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts(pub Vec<(NaiveDate, Counts)>);

impl Amounts {
    /// The sum over ranges that are made of whole pieces.
    #[must_use]
    pub fn over(&self, ranges: &[DateRange]) -> Counts {
        let is_asked = |day: NaiveDate| ranges.iter().any(|range| range.contains(day));
        self.0.iter().filter(|(day, _)| is_asked(*day)).map(|(_, counts)| *counts).sum()
    }
}

/// A share among some, as counts.
#[must_use]
pub fn share(some: u64, others: u64) -> Counts {
    Counts { promoters: some, passives: others, detractors: 0 }
}

/// Counts of the whole and of those whom an improvement concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub whole: Amounts,
    /// `None` if it concerns everyone.
    pub concerned: Option<Amounts>,
}

/// Those whom it concerns and the rest, over the same days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both {
    pub concerned: Counts,
    /// `None` if it concerns everyone.
    pub rest: Option<Counts>,
}

impl Counted {
    /// Both over some ranges.
    #[must_use]
    pub fn over(&self, ranges: &[DateRange]) -> Both {
        let whole = self.whole.over(ranges);
        match &self.concerned {
            None => Both { concerned: whole, rest: None },
            Some(concerned) => {
                let concerned = concerned.over(ranges);
                Both { concerned, rest: Some(without(whole, concerned)) }
            }
        }
    }

    /// Whether those concerned or the rest are few in one of some ranges. Two improvements whose windows differ by a month tell
    /// that month by subtraction.
    #[must_use]
    pub fn is_small_in_any(&self, ranges: &[DateRange], minimum: u64) -> bool {
        let is_small = |range: &DateRange| self.over(&[*range]).sizes().any(|n| is_too_small(n, minimum));
        ranges.iter().any(is_small)
    }
}

impl Both {
    /// How many answers each has.
    pub fn sizes(&self) -> impl Iterator<Item = u64> {
        [self.concerned].into_iter().chain(self.rest).map(|counts| counts.responses())
    }
}

/// The rest before and after; `None` if it concerns everyone, or everyone who answered.
#[must_use]
pub fn rests(before: &Both, after: &Both) -> Option<(Counts, Counts)> {
    before.rest.zip(after.rest).filter(|(before, after)| before.responses() + after.responses() > 0)
}

fn without(whole: Counts, part: Counts) -> Counts {
    Counts {
        promoters: whole.promoters.saturating_sub(part.promoters),
        passives: whole.passives.saturating_sub(part.passives),
        detractors: whole.detractors.saturating_sub(part.detractors),
    }
}

/// The figure of some counts for a target; `None` of nothing.
#[must_use]
pub fn cell(target: &Target, counts: &Counts) -> Option<Cell> {
    match target {
        Target::Nps => Cell::of_scores(counts),
        Target::Item(_) | Target::Cause(_) | Target::Kpi(_) => {
            Cell::of_share(Part { some: counts.promoters, all: counts.responses() })
        }
    }
}

//! The one official verdict on a period: by the norm in force on its first day, once its answers are in.
//!
//! A norm that takes effect within a period does not judge it, since part of it was measured before. So a period is
//! never judged by a norm chosen while it ran, and choosing another norm does not exempt it.
//!
//! The verdict is given once and does not change: later answers change figures, not the verdict. For a year it is given
//! before 1 April, when the annual report is due.

use chrono::{Months, NaiveDate};

use crate::domain::Timestamp;
use crate::domain::ids::NormId;
use crate::domain::norms::norm::{Ledger, Norm, Rule};
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::calendar::is_last_of_month;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::tally::Counts;
use crate::statistics::verdict::Verdict;

/// A period is judged by the end of this many months after its own end, even if answers could still arrive.
const MONTHS_TO_JUDGE: u32 = 3;

/// A recorded verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficialVerdict {
    pub norm: NormId,
    pub range: DateRange,
    pub judged_at: Timestamp,
    pub closed: u64,
    pub invited: u64,
    pub counts: Counts,
    pub verdict: Verdict,
}

/// A period that a norm judges.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    pub norm: &'a Norm,
    pub rule: &'a Rule,
    pub range: DateRange,
}

/// Every past period on whose first day a norm for NPS was in force, oldest first.
#[must_use]
pub fn periods_to_judge(ledger: &Ledger, today: NaiveDate) -> Vec<Judged<'_>> {
    let adopted = ledger.adopted(Kpi::Nps);
    adopted.iter().flat_map(|norm| periods_of(ledger, norm, today)).collect()
}

fn periods_of<'a>(ledger: &Ledger, norm: &'a Norm, today: NaiveDate) -> Vec<Judged<'a>> {
    let Some(rule) = norm.proposed.rule.as_ref() else { return Vec::new() };
    let interval = rule.interval.interval();
    let yesterday = today.pred_opt();
    let from = norm.proposed.effective_from;
    let Some(range) = yesterday.and_then(|yesterday| DateRange::new(from, yesterday)) else {
        return Vec::new();
    };
    let is_whole = |range: &DateRange| interval.whole(range.from()) == Some(*range);
    let is_this =
        |range: &DateRange| ledger.in_force(Kpi::Nps, range.from()).is_some_and(|one| one.id == norm.id);
    let periods = range.split(interval).into_iter().filter(is_whole).filter(is_this);
    periods.map(|range| Judged { norm, rule, range }).collect()
}

/// The first period that a norm judges: the first to begin with it in force; `None` for a norm without a rule.
#[must_use]
pub fn first_period(norm: &Norm) -> Option<DateRange> {
    let interval = norm.proposed.rule.as_ref()?.interval.interval();
    let running = interval.whole(norm.proposed.effective_from)?;
    if running.from() == norm.proposed.effective_from {
        Some(running)
    } else {
        interval.whole(running.to().succ_opt()?)
    }
}

/// The day by which a period must be judged.
#[must_use]
pub fn deadline(range: DateRange) -> NaiveDate {
    let later = range.to().checked_add_months(Months::new(MONTHS_TO_JUDGE)).unwrap_or(range.to());
    if is_last_of_month(later) { later } else { Granularity::Month.last_day(later).unwrap_or(later) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::norms::norm::tests::norm;
    use crate::domain::norms::norm::{DecisionKind, NormInterval};

    fn periods(ledger: &Ledger, today: &str) -> Vec<(u128, String)> {
        let found = periods_to_judge(ledger, today.parse().unwrap());
        found.iter().map(|one| (one.norm.id.0.as_u128(), one.range.to().to_string())).collect()
    }

    #[test]
    fn each_period_is_judged_by_the_norm_with_which_it_began() {
        let adopted = Some(DecisionKind::Adopted);
        let mut quarterly = norm(2, "2028-04-01", adopted);
        quarterly.proposed.rule.as_mut().unwrap().interval = NormInterval::Quarter;
        let ledger = Ledger(vec![norm(1, "2027-01-01", adopted), quarterly, norm(3, "2027-01-01", None)]);
        assert_eq!(periods(&ledger, "2027-12-31"), []);
        assert_eq!(periods(&ledger, "2028-01-01"), [(1, "2027-12-31".to_owned())]);
        let of_2028 = [(1, "2027-12-31"), (2, "2028-06-30"), (2, "2028-09-30")];
        assert_eq!(periods(&ledger, "2028-10-01"), of_2028.map(|(norm, to)| (norm, to.to_owned())));
        assert!(
            periods(&ledger, "2029-01-01").contains(&(1, "2028-12-31".to_owned())),
            "the year began with it"
        );
        let first = |from: &str| first_period(&norm(1, from, adopted)).unwrap().to().to_string();
        assert_eq!([first("2027-01-01"), first("2027-01-02")], ["2027-12-31", "2028-12-31"]);
        let late = Ledger(vec![norm(1, "2027-12-31", adopted)]);
        assert_eq!(periods(&late, "2028-06-01"), [], "nothing is judged by what came at its end");
    }

    #[test]
    fn a_year_is_judged_before_the_first_of_april() {
        let year = |from: &str, to: &str| DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        assert_eq!(deadline(year("2027-01-01", "2027-12-31")).to_string(), "2028-03-31");
        assert_eq!(deadline(year("2027-10-01", "2028-02-29")).to_string(), "2028-05-31");
    }
}

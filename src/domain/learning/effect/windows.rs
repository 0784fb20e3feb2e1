//! The days that are compared: before an improvement and after it.
//!
//! The rule: before are the twelve complete months before the start, without those that were the reason (a bad month that is
//! chosen because it was bad gets better by itself). After begins when the settling time is over and ends with a month of
//! which everything is known, so that no figure can be compared with that of the day before.

use chrono::NaiveDate;

use crate::domain::learning::improvement::Plan;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};

/// Months that are looked back on.
pub const MONTHS_BEFORE: u32 = 12;

/// The windows of an improvement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Windows {
    /// The months before that count, in order.
    pub before: Vec<DateRange>,
    /// `None` while there is no complete month after.
    pub after: Option<DateRange>,
}

/// The month in which "after" begins, where that is not its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstMonth {
    /// Its days that do not count.
    pub lead: DateRange,
    /// Its days that count.
    pub counted: DateRange,
    /// What counts after it.
    pub rest: DateRange,
}

impl Windows {
    /// The windows of a plan, if everything is known up to a day.
    #[must_use]
    pub fn of(plan: &Plan, complete_until: NaiveDate) -> Self {
        let months = (1..=MONTHS_BEFORE).rev().map(|back| first_of_month_before(plan.starts_on, back));
        let counted = months.filter(|month| !plan.reason_months.contains(month));
        Self {
            before: counted.filter_map(|month| Granularity::Month.whole(month)).collect(),
            after: after(plan.counts_from(), complete_until),
        }
    }

    /// The month in which "after" begins; `None` if it begins with a month, or there is none.
    #[must_use]
    pub fn first_month(&self) -> Option<FirstMonth> {
        let after = self.after?;
        let month = Granularity::Month.whole(after.from())?;
        let lead = DateRange::new(month.from(), after.from().pred_opt()?)?;
        let counted = DateRange::new(after.from(), month.to())?;
        Some(FirstMonth { lead, counted, rest: DateRange::new(month.to().succ_opt()?, after.to())? })
    }

    /// The ranges whose counts are needed, none of which overlap.
    #[must_use]
    pub fn ranges(&self) -> Vec<DateRange> {
        let after = match self.first_month() {
            Some(first) => vec![first.lead, first.counted, first.rest],
            None => self.after.into_iter().collect(),
        };
        self.before.iter().copied().chain(after).collect()
    }
}

/// Up to the end of the last month of which everything is known; `None` before there is a whole one.
fn after(from: NaiveDate, complete_until: NaiveDate) -> Option<DateRange> {
    let to = first_of_month_before(complete_until.succ_opt()?, 0).pred_opt()?;
    let month = Granularity::Month.whole(from)?;
    let first_whole = if month.from() == from { from } else { month.to().succ_opt()? };
    if first_whole <= to { DateRange::new(from, to) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::learning::improvement::tests::plan;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn written(ranges: &[DateRange]) -> Vec<String> {
        ranges.iter().map(|range| format!("{}..{}", range.from(), range.to())).collect()
    }

    #[test]
    fn before_are_twelve_months_without_those_that_were_the_reason() {
        let plan =
            Plan { reason_months: vec![day("2026-02-01"), day("2024-05-01")], ..plan(day("2026-03-10"), 0) };
        let windows = Windows::of(&plan, day("2026-03-20"));
        assert_eq!(windows.before.len(), 11);
        let months = written(&windows.before);
        assert_eq!(
            (months[0].as_str(), months[10].as_str()),
            ("2025-03-01..2025-03-31", "2026-01-01..2026-01-31")
        );
        assert_eq!(windows.after, None);
    }

    #[test]
    fn after_needs_a_whole_month_and_ends_with_one() {
        let after = |starts: &str, settling, until: &str| {
            Windows::of(&plan(day(starts), settling), day(until))
                .after
                .map(|range| written(&[range])[0].clone())
        };
        assert_eq!(after("2026-03-01", 0, "2026-03-30"), None);
        assert_eq!(after("2026-03-01", 0, "2026-03-31").unwrap(), "2026-03-01..2026-03-31");
        assert_eq!(after("2026-03-10", 0, "2026-04-29"), None);
        assert_eq!(after("2026-03-10", 0, "2026-05-15").unwrap(), "2026-03-10..2026-04-30");
        assert_eq!(after("2026-03-10", 22, "2026-05-15").unwrap(), "2026-04-01..2026-04-30");
    }

    #[test]
    fn a_start_within_a_month_cuts_it() {
        let windows = Windows::of(&plan(day("2026-03-10"), 0), day("2026-05-31"));
        assert_eq!(
            written(&windows.ranges()[12..]),
            ["2026-03-01..2026-03-09", "2026-03-10..2026-03-31", "2026-04-01..2026-05-31"]
        );
        let whole = Windows::of(&plan(day("2026-03-01"), 0), day("2026-05-31"));
        assert_eq!(written(&whole.ranges()[12..]), ["2026-03-01..2026-05-31"]);
    }
}

//! The days that are compared: before an improvement and after it.
//!
//! The rule: whole months only, so that no figure of a day is the difference of two reports. Before are the twelve complete
//! months before the start, without those that were the reason (a bad month that is chosen because it was bad gets better by
//! itself). After begins with the first month that lies behind the start and the settling time, and ends with a month of which
//! everything is known.

use chrono::{Months, NaiveDate};

use crate::domain::learning::improvement::{Plan, months_before};
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};

/// The most months that count after.
pub const MOST_MONTHS_AFTER: u32 = 24;

/// The windows of an improvement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Windows {
    /// The months before that count, in order.
    pub before: Vec<DateRange>,
    /// `None` while there is no complete month after.
    pub after: Option<DateRange>,
}

impl Windows {
    /// The windows of a plan, if everything is known up to a day.
    #[must_use]
    pub fn of(plan: &Plan, complete_until: NaiveDate) -> Self {
        let counted = months_before(plan.starts_on).filter(|month| !plan.reason_months.contains(month));
        Self {
            before: counted.filter_map(|month| Granularity::Month.whole(month)).collect(),
            after: after(plan.counts_from(), complete_until),
        }
    }

    /// The months after.
    #[must_use]
    pub fn months_after(&self) -> Vec<DateRange> {
        self.after.map(|after| after.split(Granularity::Month)).unwrap_or_default()
    }

    /// The days that are compared, in runs without a gap; those before and those after are runs of their own.
    #[must_use]
    pub fn runs(&self) -> Vec<DateRange> {
        let mut runs: Vec<DateRange> = Vec::new();
        for month in &self.before {
            let longer = runs.last().filter(|last| last.to().succ_opt() == Some(month.from()));
            match longer.and_then(|last| DateRange::new(last.from(), month.to())) {
                Some(longer) => {
                    runs.pop();
                    runs.push(longer);
                }
                None => runs.push(*month),
            }
        }
        runs.extend(self.after);
        runs
    }

    /// Whether no month after will count any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.months_after().len() >= MOST_MONTHS_AFTER as usize
    }
}

/// The months before of which counts are needed, in order: also those that were the reason, which a difference could tell.
#[must_use]
pub fn ranges_before(plan: &Plan) -> Vec<DateRange> {
    months_before(plan.starts_on).filter_map(|month| Granularity::Month.whole(month)).collect()
}

/// Up to the end of the last month of which everything is known; `None` before there is one.
fn after(from: NaiveDate, complete_until: NaiveDate) -> Option<DateRange> {
    let known = first_of_month_before(complete_until.succ_opt()?, 0).pred_opt()?;
    let last = from.checked_add_months(Months::new(MOST_MONTHS_AFTER))?.pred_opt()?;
    DateRange::new(from, known.min(last))
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
        assert_eq!(written(&windows.runs()), ["2025-03-01..2026-01-31"]);
        assert_eq!(written(&ranges_before(&plan))[11], "2026-02-01..2026-02-28");
    }

    #[test]
    fn after_begins_and_ends_with_a_whole_month() {
        let after = |starts: &str, settling, until: &str| {
            Windows::of(&plan(day(starts), settling), day(until))
                .after
                .map(|range| written(&[range])[0].clone())
        };
        assert_eq!(after("2026-03-01", 0, "2026-03-30"), None);
        assert_eq!(after("2026-03-01", 0, "2026-03-31").unwrap(), "2026-03-01..2026-03-31");
        assert_eq!(after("2026-03-10", 0, "2026-04-29"), None);
        assert_eq!(after("2026-03-10", 0, "2026-05-15").unwrap(), "2026-04-01..2026-04-30");
        assert_eq!(
            after("2026-03-11", 0, "2026-05-15"),
            after("2026-03-10", 0, "2026-05-15"),
            "no day apart"
        );
        assert_eq!(after("2026-03-10", 22, "2026-05-15").unwrap(), "2026-04-01..2026-04-30");
        assert_eq!(after("2026-03-10", 23, "2026-05-15"), None, "counts from the second of April");
    }

    #[test]
    fn a_month_that_was_the_reason_parts_the_days_before_in_two_runs() {
        let plan = Plan { reason_months: vec![day("2025-08-01")], ..plan(day("2026-03-01"), 0) };
        assert_eq!(
            written(&Windows::of(&plan, day("2026-04-30")).runs()),
            ["2025-03-01..2025-07-31", "2025-09-01..2026-02-28", "2026-03-01..2026-04-30"]
        );
    }

    #[test]
    fn after_has_an_end() {
        let windows = |until: &str| Windows::of(&plan(day("2026-03-01"), 0), day(until));
        assert!(!windows("2028-02-28").is_over(), "29 February is missing");
        assert!(windows("2028-02-29").is_over());
        assert_eq!(windows("2029-12-31"), windows("2028-02-29"));
        assert_eq!(windows("2029-12-31").months_after().len(), 24);
    }
}

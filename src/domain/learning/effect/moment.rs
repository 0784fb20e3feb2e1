//! The one moment at which an effect is judged.
//!
//! The rule: it follows from how many answers came and from how answers differed before the start, never from what they say
//! after it. So it makes no verdict likelier to look every month: who judges at the first month whose interval leaves out 0
//! is wrong in 18 of 100 histories without an effect, within a year.

use crate::domain::learning::effect::amounts::{Both, Counted, cell, rests};
use crate::domain::learning::effect::windows::Windows;
use crate::domain::learning::improvement::Plan;
use crate::domain::time::period::DateRange;
use crate::statistics::effect::{Cell, Change, POWER, more_needed};
use crate::statistics::tally::Counts;

/// The days after that it is judged by: up to the first month with answers enough for the gap, at the latest the last month
/// that counts. `None` before they are over.
#[must_use]
pub fn judged_days(plan: &Plan, windows: &Windows, counted: &Counted) -> Option<DateRange> {
    let after = windows.after?;
    let before = counted.over(&windows.before);
    let up_to =
        windows.months_after().into_iter().filter_map(|month| DateRange::new(after.from(), month.to()));
    let has_enough = |days: &DateRange| {
        let so_far = counted.over(&[*days]);
        so_far.concerned.responses() > 0 && more_needed_as_planned(plan, &before, &so_far) == Some(0)
    };
    up_to.into_iter().find(has_enough).or_else(|| Some(after).filter(|_| windows.is_over()))
}

/// How many more answers after those whom it concerns need for the gap, if answers differ as they did before the start and the
/// rest stays as it is; `None` if no number is enough, or there is nothing before to plan with.
#[must_use]
pub fn more_needed_as_planned(plan: &Plan, before: &Both, after: &Both) -> Option<u64> {
    let change = |before: &Counts, after: &Counts| {
        let before = cell(&plan.target, before)?.for_planning();
        Some(Change { after: Cell { n: after.responses(), ..before }, before })
    };
    let concerned = change(&before.concerned, &after.concerned)?;
    let rest = match rests(before, after) {
        Some((before, after)) => Some(change(&before, &after)?),
        None => None,
    };
    more_needed(&concerned, rest.as_ref(), plan.gap, POWER)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::learning::effect::amounts::{Amounts, share};
    use crate::domain::learning::improvement::Target;
    use crate::domain::learning::improvement::tests::plan;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A plan from January 2026 on for a gap of 10 in a share, of which 1,000 of 2,000 had it in December.
    fn judged(after: &[(&str, u64, u64)], until: &str) -> Option<String> {
        let plan =
            Plan { gap: 10.0, target: Target::Item("speed".parse().unwrap()), ..plan(day("2026-01-01"), 0) };
        let months = after.iter().map(|(month, some, others)| (day(month), share(*some, *others)));
        let before = (day("2025-12-01"), share(1_000, 1_000));
        let counted =
            Counted { whole: Amounts(std::iter::once(before).chain(months).collect()), concerned: None };
        let days = judged_days(&plan, &Windows::of(&plan, day(until)), &counted)?;
        assert_eq!(days.from(), day("2026-01-01"));
        Some(days.to().to_string())
    }

    #[test]
    fn it_is_the_first_month_with_enough_whatever_they_say() {
        // A variance of 2,500: the gap allows 12.741, the time before takes 1.25 of it, and 217.6 answers the rest.
        let last = ("2026-04-01", 300, 0);
        assert_eq!(judged(&[("2026-01-01", 100, 0), ("2026-02-01", 0, 117), last], "2026-02-28"), None);
        for second in [(118, 0), (0, 118)] {
            let months = [("2026-01-01", 100, 0), ("2026-02-01", second.0, second.1), last];
            assert_eq!(judged(&months, "2026-01-31"), None);
            assert_eq!(judged(&months, "2026-02-28").unwrap(), "2026-02-28");
            assert_eq!(
                judged(&months, "2026-12-31").unwrap(),
                "2026-02-28",
                "later answers are no second look"
            );
        }
    }

    #[test]
    fn it_is_at_the_latest_the_last_month_that_counts() {
        let few = [("2026-01-01", 50, 50)];
        assert_eq!(judged(&few, "2027-11-30"), None);
        assert_eq!(judged(&few, "2027-12-31").unwrap(), "2027-12-31");
        assert_eq!(judged(&few, "2029-12-31").unwrap(), "2027-12-31");
    }
}

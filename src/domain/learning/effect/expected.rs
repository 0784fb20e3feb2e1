//! In which month an effect can be judged.
//!
//! The rule: answers go on to come as they came in the complete months after the start, or, before there is one, as before the
//! start; also those of the rest.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::learning::effect::windows::{MOST_MONTHS_AFTER, Windows};
use crate::domain::learning::improvement::Plan;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::effect::{Cell, POWER, variance_allowed};

/// What is known when it is asked.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Everything is known up to this day.
    pub complete_until: NaiveDate,
    pub today: NaiveDate,
}

/// The first day of the month in which there are answers enough for the plan's gap; `None` if there are already, or will not be
/// within [`MOST_MONTHS_AFTER`]. Each group is its cell before, and how many answers it has after.
#[must_use]
pub fn expected_on(
    plan: &Plan,
    windows: &Windows,
    concerned: (Cell, u64),
    rest: Option<(Cell, u64)>,
    known: Known,
) -> Option<NaiveDate> {
    let days_before: i64 = windows.before.iter().map(|month| days(*month)).sum();
    let days_after = windows.after.map(days);
    let growing = |(before, after)| Growing::of(before, after, days_before, days_after);
    let groups: Vec<Growing> = [Some(concerned), rest].into_iter().flatten().map(growing).collect();
    let allowed = variance_allowed(plan.gap, POWER);
    let variance = |more: i64| groups.iter().map(|group| group.variance_after(more)).sum::<f64>();
    let is_told = |more: i64| variance(more) <= allowed;
    if windows.after.is_some() && is_told(0) {
        return None;
    }
    let this_month = first_of_month_before(known.today, 0);
    let last_known = first_of_month_before(known.complete_until.succ_opt()?, 1);
    let lag = months_between(last_known, this_month);
    let from = plan.counts_from().max(last_known.checked_add_months(Months::new(1))?);
    let mut month = Granularity::Month.whole(from)?;
    loop {
        let told_on = month.from().checked_add_months(Months::new(lag))?;
        if months_between(plan.counts_from(), month.from()) >= MOST_MONTHS_AFTER {
            return None;
        }
        if is_told(days(DateRange::new(from, month.to())?)) {
            return Some(told_on);
        }
        month = Granularity::Month.whole(month.to().succ_opt()?)?;
    }
}

fn days(range: DateRange) -> i64 {
    (range.to() - range.from()).num_days() + 1
}

/// Whole months from one first of a month to a later one; 0 to an earlier one.
fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let number = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    u32::try_from(number(to) - number(from)).unwrap_or_default()
}

/// A group of which answers go on to come.
struct Growing {
    /// Of the value before.
    variance_before: f64,
    /// Of one answer after.
    variance: f64,
    answers: f64,
    per_day: f64,
}

impl Growing {
    fn of(before: Cell, after: u64, days_before: i64, days_after: Option<i64>) -> Self {
        let before = before.for_planning();
        let (of_pace, days) = days_after.map_or((before.n, days_before), |days| (after, days));
        Self {
            variance_before: before.variance / before.n as f64,
            variance: before.variance,
            answers: after as f64,
            per_day: of_pace as f64 / days.max(1) as f64,
        }
    }

    /// The variance of its change after this number of further days with answers.
    fn variance_after(&self, more: i64) -> f64 {
        let answers = self.answers + self.per_day * more as f64;
        if answers > 0.0 { self.variance_before + self.variance / answers } else { f64::INFINITY }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::learning::improvement::tests::plan;
    use crate::statistics::proportion::Part;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn half_of(all: u64) -> Cell {
        Cell::of_share(Part { some: all / 2, all }).unwrap()
    }

    /// With half of them satisfied, V is 2,500; a gap of 10 needs variances of 100 / 7.849 = 12.741 together.
    fn expected(before: u64, after: Option<u64>, starts: &str, until: &str, today: &str) -> Option<String> {
        let plan = Plan { gap: 10.0, ..plan(day(starts), 0) };
        let windows = Windows::of(&plan, day(until));
        let known = Known { complete_until: day(until), today: day(today) };
        let found = expected_on(&plan, &windows, (half_of(before), after.unwrap_or_default()), None, known);
        found.map(|month| month.to_string())
    }

    #[test]
    fn it_is_told_when_enough_answers_have_come_and_are_complete() {
        // 1,000 before leave 10.241 for the answers after: 245 of them. 50 a month need five months, of which two came.
        let may = expected(1_000, Some(100), "2026-01-01", "2026-02-28", "2026-03-20");
        assert_eq!(may.unwrap(), "2026-06-01", "January to May, and May is known in June");
        let late = expected(1_000, Some(100), "2026-01-01", "2026-02-28", "2026-04-20");
        assert_eq!(late.unwrap(), "2026-07-01", "one month later where answers take one more");
    }

    #[test]
    fn before_there_are_answers_those_of_before_set_the_pace() {
        // 1,200 in a year are 100 a month: 2.0833 before leaves 10.657, so 235 answers.
        let found = expected(1_200, None, "2026-04-01", "2026-03-19", "2026-03-20");
        assert_eq!(found.unwrap(), "2026-07-01", "April to June, and June is known in July");
    }

    #[test]
    fn enough_already_or_too_far_ahead_is_no_month() {
        assert_eq!(expected(1_000, Some(500), "2026-01-01", "2026-02-28", "2026-03-20"), None);
        assert_eq!(
            expected(100, Some(10), "2026-01-01", "2026-02-28", "2026-03-20"),
            None,
            "25 before alone are too many"
        );
        assert_eq!(
            expected(1_000, Some(6), "2026-01-01", "2026-02-28", "2026-03-20"),
            None,
            "in seven years"
        );
        assert_eq!(
            expected(1_200, None, "2026-01-01", "2026-02-28", "2026-03-20"),
            None,
            "no answer in two months is no pace at all"
        );
    }
}

//! The past periods of a rule's length, summed from months.
//!
//! The rule: a month with too few responses to show is left out, both here and in the proposal, so that its counts
//! cannot be found by comparing the two. Workbench and dossier use the same periods.

use crate::domain::insight::series::Point;
use crate::domain::norms::norm::NormInterval;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::tally::{Counts, Tally};

/// A month of history: its days, and its responses, or `None` if they are hidden.
pub type Month = (DateRange, Option<Tally>);

/// The twelve months up to each month, or the calendar quarters; only those that lie wholly within `months`.
#[must_use]
pub fn assessed(months: &[Month], interval: NormInterval) -> Vec<(DateRange, Tally)> {
    match interval {
        NormInterval::Year => {
            months.windows(NormInterval::Year.months() as usize).filter_map(together).collect()
        }
        NormInterval::Quarter => {
            let length = NormInterval::Quarter.months() as usize;
            let quarters = months.windows(length).filter_map(together);
            quarters.filter(|(range, _)| Granularity::Quarter.whole(range.from()) == Some(*range)).collect()
        }
    }
}

fn together(months: &[Month]) -> Option<(DateRange, Tally)> {
    let range = DateRange::new(months.first()?.0.from(), months.last()?.0.to())?;
    Some((range, months.iter().filter_map(|(_, tally)| *tally).sum()))
}

/// The months of a series, with hidden figures as `None`.
#[must_use]
pub fn as_months(points: &[Point]) -> Vec<Month> {
    points.iter().map(|point| (point.range, point.figures.tally())).collect()
}

/// Expected responses in `in_one` periods: the mean since the first period with responses. `None` if no period has any.
#[must_use]
pub fn usual_responses(periods: &[Counts], in_one: u32) -> Option<f64> {
    let first = periods.iter().position(|counts| counts.responses() > 0)?;
    let since = periods.get(first..)?;
    let responses: u64 = since.iter().map(Counts::responses).sum();
    Some(responses as f64 / since.len() as f64 * f64::from(in_one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(from: &str, count: u32) -> Vec<Month> {
        let from = from.parse().unwrap();
        let range = DateRange::new(from, from + chrono::Months::new(count)).unwrap();
        let mut tally = Tally::default();
        tally.0[10] = 10;
        range
            .split(Granularity::Month)
            .into_iter()
            .take(count as usize)
            .map(|month| (month, Some(tally)))
            .collect()
    }

    #[test]
    fn years_roll_and_quarters_are_the_calendars() {
        let mut history = months("2025-02-01", 14);
        history[0].1 = None;
        let years = assessed(&history, NormInterval::Year);
        assert_eq!(years.len(), 3);
        assert_eq!((years[0].1.responses(), years[1].1.responses()), (110, 120));
        let quarters = assessed(&history, NormInterval::Quarter);
        let begins: Vec<String> = quarters.iter().map(|(range, _)| range.from().to_string()).collect();
        assert_eq!(begins, ["2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01"]);
        assert!(assessed(&months("2025-02-01", 11), NormInterval::Year).is_empty());
    }

    #[test]
    fn a_young_survey_is_not_counted_from_before_it_began() {
        let of = |promoters| Counts { promoters, ..Counts::default() };
        assert_eq!(usual_responses(&[of(0), of(0), of(30), of(0), of(30)], 12), Some(240.0));
        assert_eq!(usual_responses(&[of(0); 3], 12), None);
    }
}

//! The share of received complaints that have a cause, month by month.
//!
//! The rule: the whole range stands on the same page, so of a part of the organisation a hidden month is never the only one, be
//! it that few complaints have the cause or that few have not. How many were received in a month stands on the page of every
//! cause: where that is hidden on one, it is on all.

use chrono::NaiveDate;

use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::normal::Confidence;
use crate::statistics::proportion::{Part, Share, wilson};
use crate::statistics::suppression::{hidden_beside_a_total, hidden_rows_beside_totals};

/// The most months in the chart: the newest of a longer range.
pub const MOST_MONTHS: usize = 36;

/// A month, or the part of it that is in the range.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseMonth {
    pub range: DateRange,
    /// The month is not over.
    pub provisional: bool,
    pub share: Visible<MonthShare>,
}

/// The complaints of a month with a cause among all that were received in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthShare {
    pub part: Part,
    pub share: Share,
}

/// The months of a range, with the complaints of each; `whole` are those of the whole range, `None` if they are hidden, and
/// `least` is the least number of complaints that is shown.
#[must_use]
pub fn months(
    counted: &[(DateRange, Part)],
    whole: Option<Part>,
    today: NaiveDate,
    confidence: Confidence,
    least: u64,
) -> Vec<CauseMonth> {
    let parts: Vec<Part> = counted.iter().map(|(_, part)| *part).collect();
    let hidden = hidden_months(&parts, whole, least);
    let month = |((range, part), is_hidden): (&(DateRange, Part), bool)| {
        let share = wilson(part.some, part.all, confidence).map(|share| MonthShare { part: *part, share });
        CauseMonth {
            range: *range,
            provisional: range.to() >= today,
            share: Visible::unless(whole.is_none() || is_hidden, share),
        }
    };
    counted.iter().zip(hidden).map(month).collect()
}

/// Which months stay hidden beside the whole range.
fn hidden_months(parts: &[Part], whole: Option<Part>, least: u64) -> Vec<bool> {
    let elsewhere = |of: fn(&Part) -> u64| -> u64 {
        whole.as_ref().map_or(0, of).saturating_sub(parts.iter().map(of).sum())
    };
    let elsewhere = Part { some: elsewhere(|part| part.some), all: elsewhere(|part| part.all) };
    let received: Vec<u64> = parts.iter().map(|part| part.all).collect();
    let few_received = hidden_beside_a_total(&received, elsewhere.all, least);
    // The months of a longer range that are not listed are a row of their own, which is shown by subtraction.
    let rows = parts.iter().chain([&elsewhere]).map(|part| [part.some, part.all.saturating_sub(part.some)]);
    let few_with_or_without = hidden_rows_beside_totals(&rows.collect::<Vec<_>>(), least);
    few_received.into_iter().zip(few_with_or_without).map(|(received, of_them)| received || of_them).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(parts: &[(u64, u64)]) -> (Vec<(DateRange, Part)>, Part) {
        let month = |number: usize| {
            let day = |day: &str| format!("2026-0{}-{day}", number + 1).parse().unwrap();
            DateRange::new(day("01"), day("28")).unwrap()
        };
        let numbered = parts.iter().enumerate();
        let counted = numbered.map(|(number, (some, all))| (month(number), Part { some: *some, all: *all }));
        let whole = Part {
            some: parts.iter().map(|(some, _)| some).sum(),
            all: parts.iter().map(|(_, all)| all).sum(),
        };
        (counted.collect(), whole)
    }

    fn shown(parts: &[(u64, u64)], least: u64) -> Vec<Option<u64>> {
        let (counted, whole) = counted(parts);
        let today = "2026-06-01".parse().unwrap();
        let months = months(&counted, Some(whole), today, Confidence::P95, least);
        months.iter().map(|month| month.share.shown().map(|share| share.part.some)).collect()
    }

    #[test]
    fn a_month_of_the_whole_organisation_is_never_hidden() {
        assert_eq!(shown(&[(1, 10), (0, 4), (9, 20)], 1), [Some(1), Some(0), Some(9)]);
    }

    #[test]
    fn a_small_month_of_a_part_takes_another_with_it() {
        assert_eq!(shown(&[(2, 30), (8, 30), (20, 40)], 5), [None, None, Some(20)]);
        assert_eq!(shown(&[(0, 3), (0, 30), (20, 40)], 5), [None, None, Some(20)], "few were received");
    }

    #[test]
    fn a_month_in_which_few_do_not_have_the_cause_takes_another_with_it() {
        assert_eq!(shown(&[(27, 30), (8, 40), (20, 50)], 5), [None, None, Some(20)], "30 less 27 are three");
        assert_eq!(shown(&[(30, 30), (8, 40), (20, 50)], 5), [Some(30), Some(8), Some(20)]);
    }

    #[test]
    fn a_small_rest_of_a_longer_range_takes_a_month_with_it() {
        let (counted, whole) = counted(&[(8, 30), (20, 40)]);
        let hidden = |some: u64, all: u64| {
            let whole = Part { some: whole.some + some, all: whole.all + all };
            let months = months(&counted, Some(whole), "2026-06-01".parse().unwrap(), Confidence::P95, 5);
            months.iter().map(|month| month.share.is_too_small()).collect::<Vec<_>>()
        };
        assert_eq!(hidden(10, 30), [false, false]);
        assert_eq!(hidden(2, 30), [true, false]);
        assert_eq!(hidden(28, 30), [true, false], "two of them do not have it");
    }

    #[test]
    fn a_share_has_its_interval_and_a_month_without_complaints_has_none() {
        let (counted, whole) = counted(&[(81, 263), (0, 0)]);
        let found = months(&counted, Some(whole), "2026-02-10".parse().unwrap(), Confidence::P95, 1);
        // Newcombe (1998), table I.
        let share = found[0].share.shown().unwrap().share;
        assert!((share.low - 0.2553).abs() < 5e-5 && (share.high - 0.3662).abs() < 5e-5);
        assert!(found[1].share.is_nothing() && found[1].provisional && !found[0].provisional);
        let hidden = months(&counted, None, "2026-02-10".parse().unwrap(), Confidence::P95, 5);
        assert!(hidden.iter().all(|month| month.share.is_too_small()));
    }
}

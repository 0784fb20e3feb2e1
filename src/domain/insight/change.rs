//! The change against the period before, and what has come since the last complete month.
//!
//! The rule: a period is compared with one of the same length before it, so no respondent is in both; and only if both are
//! shown, so nothing follows about a hidden one.

use chrono::NaiveDate;

use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::presets::compared;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::{Figures, Point};
use crate::domain::time::period::DateRange;
use crate::statistics::difference::{Conclusion, Difference, difference};
use crate::statistics::normal::Confidence;

/// With fewer responses in a period, the interval of a difference does not keep its coverage in the worst case.
const FEWEST_RESPONSES: u64 = 5;

/// The score of a period minus that of the period before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// In points, -200..=200.
    pub difference: f64,
    /// The limits of the difference, in points.
    pub low: f64,
    pub high: f64,
    pub conclusion: ChangeConclusion,
}

/// The conclusion on a period compared with the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeConclusion {
    Higher,
    Lower,
    /// Not "equal": there may be a difference that these responses do not show.
    NoDifferenceShown,
    /// A period has fewer than five responses.
    Insufficient,
}

/// The same question about the period to compare with: the one just before, or for this year the same months of the year
/// before. `None` for all years, and before the calendar begins.
#[must_use]
pub fn before(query: &DashboardQuery, today: NaiveDate) -> Option<WholeQuery> {
    compared(query.preset, query.whole.range, today).map(|range| query.whole.within(range))
}

/// The question about the days since the default range; `None` if the view has a range of its own, or if the default
/// range runs until today.
#[must_use]
pub fn so_far(query: &DashboardQuery, today: NaiveDate) -> Option<WholeQuery> {
    if query.has_own_range {
        return None;
    }
    let since = DateRange::new(query.whole.range.to().succ_opt()?, today)?;
    Some(query.whole.within(since))
}

/// The change from one point to another; `None` unless both are shown.
#[must_use]
pub fn change(before: &Point, now: &Point, confidence: Confidence) -> Option<Change> {
    let (before, now) = (before.figures.shown()?, now.figures.shown()?);
    let found = difference(&now.tally.counts(), &before.tally.counts(), confidence)?;
    let conclusion =
        if is_enough(before) && is_enough(now) { concluded(&found) } else { ChangeConclusion::Insufficient };
    let Difference { points, interval, .. } = found;
    Some(Change { difference: points, low: interval.low, high: interval.high, conclusion })
}

fn is_enough(figures: &Figures) -> bool {
    figures.tally.responses() >= FEWEST_RESPONSES
}

fn concluded(found: &Difference) -> ChangeConclusion {
    match found.conclusion() {
        Conclusion::Higher => ChangeConclusion::Higher,
        Conclusion::Lower => ChangeConclusion::Lower,
        Conclusion::NoDifferenceShown => ChangeConclusion::NoDifferenceShown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::series::tests::point;
    use crate::domain::insight::visible::Visible;
    use crate::statistics::tally::Tally;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn range(from: &str, to: &str) -> DateRange {
        DateRange::new(day(from), day(to)).unwrap()
    }

    fn parsed(pairs: &[(&str, &str)]) -> DashboardQuery {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        DashboardQuery::parse(&pairs, day("2026-11-22")).unwrap()
    }

    fn before_of(from: &str, to: &str) -> DateRange {
        before(&parsed(&[("from", from), ("to", to)]), day("2026-11-22")).unwrap().range
    }

    fn scores(promoters: u64, detractors: u64) -> Point {
        let mut tally = Tally::default();
        (tally.0[10], tally.0[0]) = (promoters, detractors);
        point(range("2026-01-01", "2026-01-31"), tally)
    }

    #[test]
    fn whole_months_are_held_against_as_many_months() {
        assert_eq!(before_of("2025-11-01", "2026-10-31"), range("2024-11-01", "2025-10-31"));
        assert_eq!(before_of("2026-03-01", "2026-03-31"), range("2026-02-01", "2026-02-28"));
        assert_eq!(before_of("2026-10-01", "2026-11-22"), range("2026-08-01", "2026-09-30"), "it still runs");
        assert_eq!(before_of("2024-02-01", "2024-02-29"), range("2024-01-01", "2024-01-31"));
    }

    #[test]
    fn this_year_is_held_against_the_same_months_and_all_years_against_nothing() {
        let of = |name: &str| before(&parsed(&[("range", name)]), day("2026-11-22")).map(|query| query.range);
        assert_eq!(of("this-year"), Some(range("2025-01-01", "2025-11-30")));
        assert_eq!(of("all"), None);
    }

    #[test]
    fn other_ranges_are_held_against_as_many_days() {
        assert_eq!(before_of("2026-03-10", "2026-03-16"), range("2026-03-03", "2026-03-09"));
        assert_eq!(before_of("2026-03-01", "2026-03-01"), range("2026-02-28", "2026-02-28"));
        assert_eq!(before_of("2026-01-15", "2026-02-14"), range("2025-12-15", "2026-01-14"));
    }

    #[test]
    fn a_view_with_a_range_of_its_own_has_nothing_since() {
        let today = day("2026-11-22");
        assert_eq!(so_far(&parsed(&[("from", "2026-01-01"), ("to", "2026-06-30")]), today), None);
        let mut usual = parsed(&[]);
        usual.whole = usual.whole.within(range("2025-11-01", "2026-10-31"));
        assert_eq!(so_far(&usual, today).unwrap().range, range("2026-11-01", "2026-11-22"));
        usual.whole = usual.whole.within(range("2025-12-01", "2026-11-22"));
        assert_eq!(so_far(&usual, today), None, "nothing has come since today");
    }

    #[test]
    fn a_change_is_told_with_its_interval_and_a_conclusion() {
        let change = |before: Point, now: Point| change(&before, &now, Confidence::P95);
        let fell = change(scores(80, 20), scores(20, 80)).unwrap();
        assert!(
            (fell.difference + 120.0).abs() < 1e-9
                && fell.low < fell.difference
                && fell.difference < fell.high
        );
        assert_eq!(fell.conclusion, ChangeConclusion::Lower);
        assert_eq!(change(scores(20, 80), scores(80, 20)).unwrap().conclusion, ChangeConclusion::Higher);
        assert_eq!(
            change(scores(10, 10), scores(11, 9)).unwrap().conclusion,
            ChangeConclusion::NoDifferenceShown
        );
        assert_eq!(change(scores(4, 0), scores(0, 80)).unwrap().conclusion, ChangeConclusion::Insufficient);
    }

    #[test]
    fn nothing_follows_about_a_hidden_period() {
        let hidden = || Point { figures: Visible::TooSmall, ..scores(3, 0) };
        assert_eq!(change(&hidden(), &scores(80, 20), Confidence::P95), None);
        assert_eq!(change(&scores(80, 20), &hidden(), Confidence::P95), None);
        assert_eq!(change(&scores(0, 0), &scores(80, 20), Confidence::P95), None, "no responses, no score");
    }
}

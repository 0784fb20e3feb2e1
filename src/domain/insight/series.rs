//! From counts per day, or per piece of days, to NPS over time.
//!
//! The rule: no NPS without n and its interval, no figures over a group so small that a respondent could be identified,
//! and no totals that disagree: every figure is a sum of the same counts.

pub mod pieces;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::complaints::complaint::Complainant;
use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::insight::hiding::windows::{revealed_by_neighbours, windows};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, NpsQuery};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::{Counts, Tally};

/// The counts of one day, or of a piece of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// Closures.
    pub closed: u64,
    /// Closures whose first mail was accepted.
    pub invited: u64,
    /// Responses in the tally that were imported, and so have no invitation in Naklank.
    pub imported: u64,
    pub tally: Tally,
}

/// The counts of one day, or of one of the [`pieces`], and one value of the grouping dimension (empty if unknown or not
/// grouped).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTally {
    /// The day, or one of the days of the piece.
    pub day: NaiveDate,
    pub group: String,
    pub counts: DayCounts,
}

/// How many complaints were closed and invited in a period before Naklank, from an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierPeriod {
    pub range: DateRange,
    pub closed: u64,
    pub invited: u64,
    pub segment: Segment,
}

/// The counts for a query.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// By day, or by pieces that are cut at every period that is asked for and at those of `earlier`.
    pub days: Vec<DayTally>,
    /// Closing days, by group, on which an invitation can still be answered.
    pub awaiting: BTreeSet<(NaiveDate, String)>,
    pub earlier: Vec<EarlierPeriod>,
}

/// NPS over time for one value of the grouping dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The dimension and its value, `None` for the whole; an empty value means unknown.
    pub value: Option<(Dimension, String)>,
    pub points: Vec<Point>,
}

/// One period.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub range: DateRange,
    pub closed: u64,
    pub invited: u64,
    /// Whether `invited` holds the invitations of all responses. Imported responses may have unknown ones, and those by the
    /// day of the answer have others.
    pub knows_invitations: bool,
    /// The period is not over, or one of its invitations may still be answered.
    pub provisional: bool,
    pub figures: Visible<Figures>,
}

/// The figures of responses that may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    pub tally: Tally,
    pub estimate: Estimate,
}

impl Figures {
    /// The figures of a tally; `None` without responses.
    #[must_use]
    pub fn of(tally: Tally, confidence: Confidence) -> Option<Self> {
        Estimate::of(&tally.counts(), confidence).map(|estimate| Self { tally, estimate })
    }
}

impl Visible<Figures> {
    /// The responses by score; `None` if they are hidden.
    #[must_use]
    pub fn tally(&self) -> Option<Tally> {
        self.as_ref().map(|figures| figures.tally).or_zeros()
    }

    /// The responses by score group; `None` if they are hidden.
    #[must_use]
    pub fn counts(&self) -> Option<Counts> {
        self.tally().map(|tally| tally.counts())
    }

    /// The number of responses; `None` if it is hidden.
    #[must_use]
    pub fn responses(&self) -> Option<u64> {
        self.tally().map(|tally| tally.responses())
    }

    /// NPS; `None` if it is hidden or there is none.
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate> {
        self.shown().map(|figures| figures.estimate)
    }
}

impl Point {
    /// Responses over invitations, 0..=1; `None` if it is hidden or the number of invitations is unknown.
    #[must_use]
    pub fn response_rate(&self) -> Option<f64> {
        let responses = self.figures.responses()?;
        (self.knows_invitations && self.invited > 0).then(|| responses as f64 / self.invited as f64)
    }
}

/// The series of a whole.
#[must_use]
pub fn points(query: &WholeQuery, counted: &Counted, today: NaiveDate, minimum_group: u64) -> Vec<Point> {
    whole(query, counted).points(&windows(query), today, minimum_group)
}

/// The whole range of a question as one point.
#[must_use]
pub fn total(query: &WholeQuery, counted: &Counted, today: NaiveDate, minimum_group: u64) -> Point {
    whole(query, counted).point(query.range, today, minimum_group)
}

fn whole<'a>(query: &'a WholeQuery, counted: &'a Counted) -> GroupCounts<'a> {
    GroupCounts {
        query,
        counted,
        name: "",
        days: counted.days.iter().map(|day| (day.day, day.counts)).collect(),
        awaiting: counted.awaiting.iter().map(|(day, _)| *day).collect(),
    }
}

/// The series of a query: one group for each value of its dimension, or one for the whole.
#[must_use]
pub fn series(query: &NpsQuery, counted: &Counted, today: NaiveDate, minimum_group: u64) -> Vec<Group> {
    let windows = windows(query);
    let mut by_group: BTreeMap<&str, BTreeMap<NaiveDate, DayCounts>> = BTreeMap::new();
    if query.group_by.is_none() {
        by_group.insert("", BTreeMap::new());
    }
    for day in &counted.days {
        by_group.entry(&day.group).or_default().insert(day.day, day.counts);
    }
    let mut awaiting: BTreeMap<&str, BTreeSet<NaiveDate>> = BTreeMap::new();
    for (day, name) in &counted.awaiting {
        awaiting.entry(name).or_default().insert(*day);
    }
    let groups = by_group.into_iter().map(|(name, days)| {
        let awaiting = awaiting.remove(name).unwrap_or_default();
        let points =
            GroupCounts { query, counted, name, days, awaiting }.points(&windows, today, minimum_group);
        Group { value: query.group_by.map(|dimension| (dimension, name.to_owned())), points }
    });
    groups.filter(|group| query.group_by.is_none() || group.has_anything()).collect()
}

impl Group {
    fn has_anything(&self) -> bool {
        self.points.iter().any(|point| point.closed > 0 || !point.figures.is_nothing())
    }
}

/// The counts of one group, by day or by piece.
struct GroupCounts<'a> {
    query: &'a NpsQuery,
    counted: &'a Counted,
    name: &'a str,
    days: BTreeMap<NaiveDate, DayCounts>,
    /// Closing days on which an invitation can still be answered.
    awaiting: BTreeSet<NaiveDate>,
}

impl GroupCounts<'_> {
    fn points(&self, windows: &[DateRange], today: NaiveDate, minimum_group: u64) -> Vec<Point> {
        let mut points: Vec<Point> =
            windows.iter().map(|window| self.point(*window, today, minimum_group)).collect();
        self.hide_revealing_windows(&mut points, minimum_group);
        points
    }

    fn point(&self, range: DateRange, today: NaiveDate, minimum_group: u64) -> Point {
        let mut counts = self.sum(range);
        let earlier = self.earlier_within(range);
        let whole: Vec<&EarlierPeriod> =
            earlier.iter().copied().filter(|period| self.is_whole(period)).collect();
        let invitations_known = self.imported_within(&cover(&whole)) == counts.imported;
        counts.closed += earlier.iter().map(|period| period.closed).sum::<u64>();
        counts.invited += earlier.iter().map(|period| period.invited).sum::<u64>();
        let is_hidden = is_too_small(counts.tally.responses(), minimum_group);
        Point {
            range,
            closed: counts.closed,
            invited: counts.invited,
            knows_invitations: self.query.basis == Basis::Closed && invitations_known,
            provisional: range.to() >= today || self.awaits_answers(range),
            figures: Visible::unless(is_hidden, Figures::of(counts.tally, self.query.confidence)),
        }
    }

    fn hide_revealing_windows(&self, points: &mut [Point], minimum_group: u64) {
        let periods = self.query.days_needed().split(self.query.interval);
        let sizes: Vec<u64> = periods.iter().map(|range| self.sum(*range).tally.responses()).collect();
        let told = revealed_by_neighbours(&sizes, self.query.rolling, minimum_group);
        for (point, _) in points.iter_mut().zip(told).filter(|(_, told)| *told) {
            point.figures = Visible::TooSmall;
        }
    }

    fn sum(&self, range: DateRange) -> DayCounts {
        let mut sum = DayCounts::default();
        for counts in self.days.range(range.from()..=range.to()).map(|(_, counts)| counts) {
            sum.closed += counts.closed;
            sum.invited += counts.invited;
            sum.imported += counts.imported;
            sum.tally += counts.tally;
        }
        sum
    }

    fn awaits_answers(&self, range: DateRange) -> bool {
        self.query.basis == Basis::Closed && self.awaiting.range(range.from()..=range.to()).next().is_some()
    }

    /// Imported periods wholly within the range whose segment matches the filters and the group.
    fn earlier_within(&self, range: DateRange) -> Vec<&EarlierPeriod> {
        let applies = |period: &&EarlierPeriod| {
            let in_filters = self.query.filters.iter().all(|(dimension, values)| {
                let value = period.segment.value(*dimension);
                // A period without a complainant is about customers, if the filter asks for customers and unknown ones.
                let has_customers = || values.iter().any(|wanted| wanted == Complainant::Customer.name());
                let is_of_customers = *dimension == Dimension::Complainant && has_customers();
                (!value.is_empty() || is_of_customers) && values.iter().any(|wanted| wanted == value)
            });
            let in_group = self.query.group_by.is_none_or(|dimension| {
                !self.name.is_empty() && period.segment.value(dimension) == self.name
            });
            range.encloses(&period.range) && in_filters && in_group
        };
        self.counted.earlier.iter().filter(applies).collect()
    }

    /// Whether the period covers everything the query selects, not only one team of it, for example.
    fn is_whole(&self, period: &EarlierPeriod) -> bool {
        let is_asked = |dimension: &Dimension| {
            self.query.group_by == Some(*dimension) || self.query.filters.contains_key(dimension)
        };
        Dimension::ALL
            .iter()
            .all(|dimension| is_asked(dimension) || period.segment.value(*dimension).is_empty())
    }

    fn imported_within(&self, cover: &[DateRange]) -> u64 {
        self.days
            .iter()
            .filter(|(day, _)| cover.iter().any(|range| range.contains(**day)))
            .map(|(_, counts)| counts.imported)
            .sum()
    }
}

/// The distinct ranges of the periods.
fn cover(periods: &[&EarlierPeriod]) -> Vec<DateRange> {
    let ranges: BTreeSet<DateRange> = periods.iter().map(|period| period.range).collect();
    ranges.into_iter().collect()
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;
    use crate::domain::answering::score::Score;

    /// A point of nothing but responses.
    pub(in crate::domain) fn point(range: DateRange, tally: Tally) -> Point {
        Point {
            range,
            closed: 0,
            invited: 0,
            knows_invitations: true,
            provisional: false,
            figures: Visible::unless(false, Figures::of(tally, Confidence::P95)),
        }
    }

    fn query(text: &str) -> NpsQuery {
        let pairs: Vec<_> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        NpsQuery::parse(&pairs, today()).unwrap()
    }

    fn today() -> NaiveDate {
        "2026-06-15".parse().unwrap()
    }

    fn day(day: &str, group: &str, closed: u64, scores: &[i64]) -> DayTally {
        let tally = scores.iter().fold(Tally::default(), |sum, s| sum + Score::try_from(*s).unwrap().tally());
        let counts = DayCounts { closed, invited: closed, imported: 0, tally };
        DayTally { day: day.parse().unwrap(), group: group.to_owned(), counts }
    }

    fn nps(point: &Point) -> f64 {
        point.figures.estimate().unwrap().nps
    }

    #[test]
    fn every_period_is_there_and_an_empty_one_has_no_score() {
        let groups = series(&query("from=2026-01-01&to=2026-03-31"), &Counted::default(), today(), 5);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].points.len(), 3);
        assert_eq!(groups[0].points[1].figures, Visible::Nothing);
        assert!(!groups[0].points[1].provisional);
    }

    #[test]
    fn days_add_up_to_periods_and_small_groups_stay_hidden() {
        let days = vec![
            day("2026-01-05", "", 10, &[10, 9, 0]),
            day("2026-01-20", "", 10, &[8, 7]),
            day("2026-02-03", "", 4, &[10, 10, 10, 10]),
        ];
        let counted = Counted { days, ..Counted::default() };
        let groups = series(&query("from=2026-01-01&to=2026-02-28"), &counted, today(), 5);
        let january = &groups[0].points[0];
        assert_eq!(nps(january), 20.0);
        assert_eq!(january.response_rate(), Some(0.25));
        assert_eq!(groups[0].points[1].figures, Visible::TooSmall);
        assert_eq!(groups[0].points[1].response_rate(), None);
        assert_eq!(groups[0].points[1].closed, 4);
    }

    #[test]
    fn a_rolling_window_sums_what_lies_before_the_range_too() {
        let days = vec![day("2025-12-31", "", 9, &[10; 9]), day("2026-02-01", "", 9, &[0; 9])];
        let counted = Counted { days, ..Counted::default() };
        let groups = series(&query("from=2026-02-01&to=2026-03-31&rolling=3"), &counted, today(), 5);
        let points = &groups[0].points;
        assert_eq!(points.len(), 2);
        assert_eq!(nps(&points[0]), 0.0);
        assert_eq!(points[0].range.from().to_string(), "2025-12-01");
        assert_eq!(nps(&points[1]), -100.0);
    }

    #[test]
    fn the_difference_of_two_windows_does_not_tell_a_small_period() {
        let days = vec![day("2026-02-01", "", 10, &[10; 10]), day("2026-03-01", "", 1, &[3])];
        let counted = Counted { days, ..Counted::default() };
        let groups = series(&query("from=2026-02-01&to=2026-03-31&rolling=2"), &counted, today(), 5);
        assert_eq!(groups[0].points[0].figures.responses(), Some(10));
        assert_eq!(groups[0].points[1].figures, Visible::TooSmall);
    }

    #[test]
    fn a_period_is_provisional_while_it_runs_or_an_answer_may_come() {
        let awaiting = BTreeSet::from([("2026-04-10".parse().unwrap(), String::new())]);
        let counted = Counted { awaiting, ..Counted::default() };
        let groups = series(&query("from=2026-03-01&to=2026-06-30"), &counted, today(), 5);
        let provisional: Vec<bool> = groups[0].points.iter().map(|point| point.provisional).collect();
        assert_eq!(provisional, [false, true, false, true]);
    }

    #[test]
    fn a_response_rate_needs_to_know_who_was_invited() {
        let mut imported = day("2026-01-05", "", 0, &[10; 6]);
        imported.counts.imported = 6;
        let mut counted = Counted { days: vec![imported], ..Counted::default() };
        let of_january = |counted: &Counted, text: &str| {
            let groups = series(&query(text), counted, today(), 5);
            (groups[0].points[0].closed, groups[0].points[0].response_rate())
        };
        let by_month = "from=2026-01-01&to=2026-01-31";
        assert_eq!(of_january(&counted, by_month), (0, None));
        let range = DateRange::new("2026-01-01".parse().unwrap(), "2026-01-31".parse().unwrap()).unwrap();
        counted.earlier = vec![EarlierPeriod { range, closed: 20, invited: 12, segment: Segment::default() }];
        assert_eq!(of_january(&counted, by_month), (20, Some(0.5)));
        assert_eq!(of_january(&counted, "from=2026-01-05&to=2026-01-31"), (0, None));
    }

    #[test]
    fn groups_come_one_for_each_value_and_no_overall() {
        let days = vec![day("2026-01-05", "Noord", 9, &[10; 9]), day("2026-01-05", "", 9, &[0; 9])];
        let counted = Counted { days, ..Counted::default() };
        let groups = series(&query("from=2026-01-01&to=2026-01-31&group_by=team"), &counted, today(), 5);
        let values: Vec<_> = groups.iter().map(|group| group.value.clone().unwrap().1).collect();
        assert_eq!(values, ["", "Noord"]);
    }
}

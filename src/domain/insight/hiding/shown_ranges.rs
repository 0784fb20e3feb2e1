//! Ranges of days whose responses are shown on one page, and what follows from them together.
//!
//! The rule: no small count follows. A count over a range is the difference between two running totals, so shown ranges
//! link the days on which they begin and end: between any two linked days the count is known, however many ranges lie in
//! between. What is known inside of such a range can be subtracted from it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::insight::series::{DayTally, Point};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::suppression::is_too_small;

/// What a page shows so far, from which no small count follows.
#[derive(Clone, Debug)]
pub struct ShownRanges {
    /// Responses by day or by piece, cut at every range that is shown.
    responses: BTreeMap<NaiveDate, u64>,
    minimum: u64,
    shown: Vec<DateRange>,
}

/// A range as the day on which it begins and the day after it.
type Span = (NaiveDate, NaiveDate);

/// A day on which a shown range begins or after which it ends, and the number of the group of days that it is linked to.
type LinkedDay = (NaiveDate, usize);

impl ShownRanges {
    /// An empty page over the counts of a whole.
    #[must_use]
    pub fn new(days: &[DayTally], minimum: u64) -> Self {
        let mut responses: BTreeMap<NaiveDate, u64> = BTreeMap::new();
        for day in days {
            *responses.entry(day.day).or_default() += day.counts.tally.responses();
        }
        Self { responses, minimum, shown: Vec::new() }
    }

    /// Adds points to the page, and hides those with which a small count would follow. Points with many responses come
    /// first, so that rather a small one is hidden.
    pub fn show(&mut self, points: &mut [Point]) {
        let mut candidates: Vec<&mut Point> =
            points.iter_mut().filter(|point| !point.figures.is_too_small()).collect();
        let ranges: Vec<DateRange> = candidates.iter().map(|point| point.range).collect();
        if self.try_add(&ranges) {
            return;
        }
        candidates.sort_by_key(|point| std::cmp::Reverse(point.figures.responses()));
        for point in candidates {
            if !self.try_add(&[point.range]) {
                point.figures = Visible::TooSmall;
            }
        }
    }

    fn try_add(&mut self, ranges: &[DateRange]) -> bool {
        let before = self.shown.len();
        self.shown.extend(ranges);
        let is_safe = !self.tells_a_small_count();
        if !is_safe {
            self.shown.truncate(before);
        }
        is_safe
    }

    fn tells_a_small_count(&self) -> bool {
        let groups = linked(&self.shown);
        let mut days: Vec<LinkedDay> = Vec::new();
        for (group, linked) in groups.iter().enumerate() {
            days.extend(linked.iter().map(|day| (*day, group)));
        }
        days.sort_unstable();
        groups.iter().any(|linked| self.is_small_between(linked)) || self.is_small_beside(&days)
    }

    /// Whether a span between two linked days is small; longer spans consist of those.
    fn is_small_between(&self, linked: &[NaiveDate]) -> bool {
        let mut spans = linked.iter().zip(linked.iter().skip(1));
        spans.any(|(from, until)| is_too_small(self.count((*from, *until)), self.minimum))
    }

    /// Whether what others leave of a span between two linked days is small. Only days beside one of another group count
    /// as ends: between others of its own the span is only longer by what is known not to be small.
    fn is_small_beside(&self, days: &[LinkedDay]) -> bool {
        let neighbours = || days.iter().zip(days.iter().skip(1)).filter(|(one, next)| one.1 != next.1);
        let ends: Vec<LinkedDay> = neighbours().map(|(_, next)| *next).collect();
        neighbours().any(|((from, group), _)| {
            let mut ends = ends.iter().filter(|(until, other)| other == group && until > from);
            ends.any(|(until, _)| self.is_small_remainder((*from, *until), *group, days))
        })
    }

    fn is_small_remainder(&self, span: Span, group: usize, days: &[LinkedDay]) -> bool {
        let inside = inside(span, group, days);
        let all = self.count(span);
        let is_small = |known: u64| is_too_small(all.saturating_sub(known), self.minimum);
        let together = merged(&inside).into_iter().map(|span| self.count(span)).sum();
        is_small(together) || inside.iter().any(|span| is_small(self.count(*span)))
    }

    fn count(&self, (from, until): Span) -> u64 {
        self.responses.range(from..until).map(|(_, responses)| responses).sum()
    }
}

/// The days on which ranges begin and after which they end, in groups that the ranges link, each in order.
fn linked(ranges: &[DateRange]) -> Vec<Vec<NaiveDate>> {
    let spans = ranges.iter().filter_map(|range| Some((range.from(), range.to().succ_opt()?)));
    let mut groups: Vec<Vec<NaiveDate>> = Vec::new();
    let mut group_of: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (from, until) in spans {
        let known = |day: &NaiveDate| group_of.get(day).copied();
        let (into, joining) = match (known(&from), known(&until)) {
            (Some(one), Some(other)) if one == other => continue,
            (Some(one), Some(other)) => {
                // The smaller group moves, so that no day moves often.
                let size = |group: usize| groups.get(group).map_or(0, Vec::len);
                let (into, moved) = if size(one) < size(other) { (other, one) } else { (one, other) };
                (into, groups.get_mut(moved).map(std::mem::take).unwrap_or_default())
            }
            (Some(one), None) => (one, vec![until]),
            (None, Some(other)) => (other, vec![from]),
            (None, None) => {
                groups.push(Vec::new());
                (groups.len() - 1, vec![from, until])
            }
        };
        group_of.extend(joining.iter().map(|day| (*day, into)));
        if let Some(group) = groups.get_mut(into) {
            group.extend(joining);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}

/// The longest span of each other group that lies within a span; `days` are all linked days in order, with their group.
fn inside((from, until): Span, group: usize, days: &[LinkedDay]) -> Vec<Span> {
    let mut spans: BTreeMap<usize, Span> = BTreeMap::new();
    let begin = days.partition_point(|(day, _)| *day < from);
    let within = days.iter().skip(begin).take_while(|(day, _)| *day <= until);
    for (day, other) in within.filter(|(_, other)| *other != group) {
        spans.entry(*other).and_modify(|span| span.1 = *day).or_insert((*day, *day));
    }
    spans.into_values().filter(|(first, last)| first < last).collect()
}

/// The same days in spans that do not overlap.
fn merged(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for (from, until) in sorted {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::insight::series::DayCounts;
    use crate::domain::insight::series::tests::point;
    use crate::statistics::tally::Tally;

    const MINIMUM: u64 = 5;

    fn first_day() -> NaiveDate {
        "2026-01-01".parse().unwrap()
    }

    fn nth(day: usize) -> NaiveDate {
        first_day() + chrono::TimeDelta::days(day as i64)
    }

    fn days(responses: &[u64]) -> Vec<DayTally> {
        let of = |(day, responses): (usize, &u64)| {
            let mut tally = Tally::default();
            tally.0[9] = *responses;
            DayTally {
                day: nth(day),
                group: String::new(),
                counts: DayCounts { tally, ..DayCounts::default() },
            }
        };
        responses.iter().enumerate().map(of).collect()
    }

    /// Points over ranges that begin at a day and end before another.
    fn points(responses: &[u64], spans: &[(usize, usize)]) -> Vec<Point> {
        let of = |(from, until): &(usize, usize)| {
            let mut tally = Tally::default();
            tally.0[9] = responses[*from..*until].iter().sum();
            point(DateRange::new(nth(*from), nth(*until - 1)).unwrap(), tally)
        };
        spans.iter().map(of).collect()
    }

    fn hidden(responses: &[u64], spans: &[(usize, usize)]) -> Vec<bool> {
        let mut shown = ShownRanges::new(&days(responses), MINIMUM);
        let mut points = points(responses, spans);
        for point in &mut points {
            shown.show(std::slice::from_mut(point));
        }
        points.iter().map(|point| point.figures.is_too_small()).collect()
    }

    #[test]
    fn a_range_that_overlaps_the_end_of_another_tells_the_day_between() {
        // A year to the end of October, a quarter from October on, and November so far: October follows.
        assert_eq!(hidden(&[20, 20, 3, 9], &[(0, 3), (2, 4), (3, 4)]), [false, false, true]);
        assert_eq!(hidden(&[20, 20, 8, 9], &[(0, 3), (2, 4), (3, 4)]), [false; 3]);
    }

    #[test]
    fn what_is_left_of_a_range_is_told_too() {
        assert_eq!(hidden(&[2, 20, 1], &[(0, 3), (1, 2)]), [false, true]);
        assert_eq!(hidden(&[4, 20, 1], &[(0, 3), (1, 2)]), [false, false], "five people, and nobody alone");
        assert_eq!(hidden(&[0, 20, 0], &[(0, 3), (1, 2)]), [false, false]);
        assert_eq!(hidden(&[1, 20, 1, 30, 1], &[(0, 5), (1, 2), (3, 4)]), [false, false, true]);
        // Two years that meet within what another range covers: its ends follow.
        assert_eq!(hidden(&[1, 20, 20, 1], &[(0, 2), (2, 4), (1, 3)]), [false, false, true]);
    }

    #[test]
    fn of_points_that_come_together_a_small_one_is_hidden() {
        let responses = [30, 6, 20, 3];
        let mut shown = ShownRanges::new(&days(&responses), MINIMUM);
        let mut points = points(&responses, &[(1, 2), (0, 1), (2, 3), (0, 4)]);
        shown.show(&mut points);
        let hidden: Vec<bool> = points.iter().map(|point| point.figures.is_too_small()).collect();
        assert_eq!(hidden, [true, false, false, false]);
    }

    proptest! {
        #[test]
        fn nothing_small_is_a_difference_of_what_is_shown(
            responses in proptest::collection::vec(0..12u64, 8),
            spans in proptest::collection::vec((0..8usize, 1..8usize), 1..8),
        ) {
            let spans: Vec<(usize, usize)> =
                spans.into_iter().map(|(from, length)| (from, (from + length).min(8))).collect();
            let hidden = hidden(&responses, &spans);
            let shown: Vec<_> = spans.iter().zip(hidden).filter(|(_, hidden)| !hidden).map(|(span, _)| *span).collect();
            let sum = |(from, until): (usize, usize)| responses[from..until].iter().sum::<u64>();
            for one in &shown {
                prop_assert!(!is_too_small(sum(*one), MINIMUM));
                // Within another, or overlapping it from a shared end on.
                for other in shown.iter().filter(|other| one.0 <= other.0 && other.1 <= one.1) {
                    prop_assert!(!is_too_small(sum(*one) - sum(*other), MINIMUM), "{one:?} less {other:?}");
                }
                // Two that follow each other, less a third one inside.
                for next in shown.iter().filter(|next| next.0 == one.1) {
                    let both = (one.0, next.1);
                    for third in shown.iter().filter(|third| both.0 <= third.0 && third.1 <= both.1) {
                        prop_assert!(!is_too_small(sum(both) - sum(*third), MINIMUM), "{both:?} less {third:?}");
                    }
                }
            }
        }
    }
}

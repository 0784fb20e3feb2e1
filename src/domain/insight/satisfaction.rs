//! Satisfaction with each item over time.
//!
//! The rule: an item is hidden by its own number of answers, since few may have answered it even if many gave a score.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::answering::questionnaire::ItemId;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::canonical::published::Protection;
use crate::domain::insight::hiding::windows::revealed_by_neighbours;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::series::{Group, Point};
use crate::domain::insight::visible::Visible;
use crate::statistics::proportion::{Share, wilson};
use crate::statistics::suppression::is_too_small;

/// The number of different ratings, 1 to 5.
pub const RATINGS: usize = 5;

/// How often each rating was given to an item, from rating 1 to 5.
pub type RatingCounts = [u64; RATINGS];

/// The ratings of one day and group, or of one of the [`pieces`](crate::domain::insight::series::pieces).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRatings {
    /// The day, or one of the days of the piece.
    pub day: NaiveDate,
    /// The value of the grouping dimension; empty if unknown or not grouped.
    pub group: String,
    pub item: ItemId,
    pub counts: RatingCounts,
}

/// Satisfaction over time for one value of the grouping dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct SatisfactionGroup {
    pub value: Option<(Dimension, String)>,
    pub points: Vec<SatisfactionPoint>,
}

/// One period.
#[derive(Clone, Debug, PartialEq)]
pub struct SatisfactionPoint {
    /// The NPS of the same period.
    pub point: Point,
    pub items: Visible<Vec<ItemSatisfaction>>,
}

/// One item in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemSatisfaction {
    pub item: ItemId,
    /// Too small also if few answered the item of many who gave a score.
    pub ratings: Visible<Ratings>,
}

/// Ratings that may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratings {
    pub counts: RatingCounts,
    /// The share that is satisfied or very satisfied, with the Wilson interval.
    pub satisfied: Share,
}

impl Ratings {
    /// The number of answers.
    #[must_use]
    pub fn answered(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// Sums ratings into the periods of an NPS series, whose hidden periods stay hidden. `items_protected` say what else stays hidden of
/// an item's own answers.
#[must_use]
pub fn satisfaction(
    query: &NpsQuery,
    series: &[Group],
    ratings: &[DayRatings],
    items_protected: &BTreeMap<ItemId, Protection>,
    minimum_group: u64,
) -> Vec<SatisfactionGroup> {
    let items: BTreeSet<&ItemId> = ratings.iter().map(|day| &day.item).collect();
    let mut by_group: BTreeMap<(&str, &ItemId), BTreeMap<NaiveDate, RatingCounts>> = BTreeMap::new();
    for day in ratings {
        let counts = by_group.entry((&day.group, &day.item)).or_default().entry(day.day).or_default();
        counts.iter_mut().zip(day.counts).for_each(|(sum, more)| *sum += more);
    }
    let nothing = BTreeMap::new();
    let of_group = |group: &Group| {
        let name = group.value.as_ref().map_or("", |(_, value)| value.as_str());
        let mut points: Vec<SatisfactionPoint> = group
            .points
            .iter()
            .map(|point| {
                let items = Visible::unless(point.figures.is_too_small(), Some(Vec::new()));
                SatisfactionPoint { point: point.clone(), items }
            })
            .collect();
        for item in &items {
            let days = by_group.get(&(name, *item)).unwrap_or(&nothing);
            add_item(query, item, days, &mut points, minimum_group);
            if let Some(protection) = items_protected.get(*item) {
                hide_last_item(query, group, protection, &mut points);
            }
        }
        SatisfactionGroup { value: group.value.clone(), points }
    };
    series.iter().map(of_group).collect()
}

/// Hides the item that was added last where it stays hidden.
fn hide_last_item(
    query: &NpsQuery,
    group: &Group,
    protection: &Protection,
    points: &mut [SatisfactionPoint],
) {
    let value = group.value.as_ref().map(|(_, value)| value.as_str());
    for point in points {
        let Visible::Shown(items) = &mut point.items else { continue };
        let Some(item) = items.last_mut().filter(|item| !item.ratings.is_nothing()) else { continue };
        if protection.hides(query, value, point.point.range) {
            item.ratings = Visible::TooSmall;
        }
    }
}

fn add_item(
    query: &NpsQuery,
    item: &ItemId,
    days: &BTreeMap<NaiveDate, RatingCounts>,
    points: &mut [SatisfactionPoint],
    minimum_group: u64,
) {
    let sum = |from: NaiveDate, to: NaiveDate| {
        let mut sum = RatingCounts::default();
        for counts in days.range(from..=to).map(|(_, counts)| counts) {
            sum.iter_mut().zip(counts).for_each(|(sum, more)| *sum += more);
        }
        sum
    };
    let periods = query.days_needed().split(query.interval);
    let sizes: Vec<u64> = periods.iter().map(|range| sum(range.from(), range.to()).iter().sum()).collect();
    let told = revealed_by_neighbours(&sizes, query.rolling, minimum_group);
    for (point, told) in points.iter_mut().zip(told) {
        let counts = sum(point.point.range.from(), point.point.range.to());
        let Visible::Shown(items) = &mut point.items else { continue };
        let [.., satisfied, very_satisfied] = counts;
        let answered = counts.iter().sum();
        let satisfied = wilson(satisfied + very_satisfied, answered, query.confidence);
        let ratings = satisfied.map(|satisfied| Ratings { counts, satisfied });
        let ratings = Visible::unless(told || is_too_small(answered, minimum_group), ratings);
        items.push(ItemSatisfaction { item: item.clone(), ratings });
    }
}

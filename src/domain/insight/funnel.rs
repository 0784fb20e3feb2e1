//! The funnel of closures: asked or not, and why; answered or not.
//!
//! The rule: it adds up. Every closure is in exactly one state, so closed = withheld + withdrawn + planned + sent +
//! answered + expired + undeliverable.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::asking::invitation::{State, WithheldReason};
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::series::{Group, Point};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::suppression::is_too_small;

/// Closures of one day and group, or of one of the [`pieces`](crate::domain::insight::series::pieces), that are in the
/// same state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPlace {
    /// The day, or one of the days of the piece.
    pub day: NaiveDate,
    /// The value of the grouping dimension; empty if unknown or not grouped.
    pub group: String,
    pub state: State,
    /// For withheld closures.
    pub reason: Option<WithheldReason>,
    pub closures: u64,
    /// How many of them were sent a reminder.
    pub reminded: u64,
}

/// Closures by state, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    states: BTreeMap<State, u64>,
    withheld: BTreeMap<WithheldReason, u64>,
    pub reminded: u64,
}

impl Places {
    fn add(&mut self, place: &DayPlace) {
        *self.states.entry(place.state).or_default() += place.closures;
        if let Some(reason) = place.reason {
            *self.withheld.entry(reason).or_default() += place.closures;
        }
        self.reminded += place.reminded;
    }

    /// All closures.
    #[must_use]
    pub fn closed(&self) -> u64 {
        self.states.values().sum()
    }

    /// The closures in a state.
    #[must_use]
    pub fn in_state(&self, state: State) -> u64 {
        self.states.get(&state).copied().unwrap_or_default()
    }

    /// The closures withheld for a reason.
    #[must_use]
    pub fn withheld_for(&self, reason: WithheldReason) -> u64 {
        self.withheld.get(&reason).copied().unwrap_or_default()
    }
}

/// The funnel of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelGroup {
    /// `None` for the whole.
    pub value: Option<(Dimension, String)>,
    pub points: Vec<FunnelPoint>,
}

/// The funnel of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelPoint {
    pub range: DateRange,
    pub closed: u64,
    pub invited: u64,
    pub provisional: bool,
    pub places: Visible<Places>,
}

/// Sums closures into the periods of an NPS series; what is hidden there is hidden here.
#[must_use]
pub fn funnel(series: &[Group], places: &[DayPlace], minimum_group: u64) -> Vec<FunnelGroup> {
    let mut by_group: BTreeMap<&str, BTreeMap<NaiveDate, Vec<&DayPlace>>> = BTreeMap::new();
    for place in places {
        by_group.entry(&place.group).or_default().entry(place.day).or_default().push(place);
    }
    let nothing = BTreeMap::new();
    let of_group = |group: &Group| {
        let name = group.value.as_ref().map_or("", |(_, value)| value.as_str());
        let days = by_group.get(name).unwrap_or(&nothing);
        let points = group.points.iter().map(|point| {
            let days = days.range(point.range.from()..=point.range.to());
            of_point(point, days.flat_map(|(_, places)| places).copied(), minimum_group)
        });
        FunnelGroup { value: group.value.clone(), points: points.collect() }
    };
    series.iter().map(of_group).collect()
}

/// The closures of a whole over its whole range.
#[must_use]
pub fn funnel_of_whole(point: &Point, places: &[DayPlace], minimum_group: u64) -> FunnelPoint {
    of_point(point, places.iter().filter(|place| point.range.contains(place.day)), minimum_group)
}

fn of_point<'a>(
    point: &Point,
    places: impl Iterator<Item = &'a DayPlace>,
    minimum_group: u64,
) -> FunnelPoint {
    let mut summed = Places::default();
    places.for_each(|place| summed.add(place));
    let is_hidden =
        point.figures.is_too_small() || is_too_small(summed.in_state(State::Answered), minimum_group);
    FunnelPoint {
        range: point.range,
        closed: summed.closed(),
        invited: point.invited,
        provisional: point.provisional,
        places: Visible::unless(is_hidden, Some(summed)),
    }
}

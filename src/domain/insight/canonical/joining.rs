//! Joins what is too small to tell with what stands beside it in time.
//!
//! The rule: first within a quarter, then within a year, then across years, so that quarters and years are cut as seldom as
//! can be; and always with the neighbour that holds fewer answers, so that as little as can be is hidden.

use crate::domain::insight::canonical::month::Month;

/// Answers in one or more cells that are only told together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    pub answers: u64,
    /// The cells that hold answers. That a cell is not empty is known.
    pub cells: u64,
}

impl Amount {
    /// Whether it may be told: enough answers, and not one in each cell, since then each cell would follow.
    #[must_use]
    pub fn is_enough(&self, minimum: u64) -> bool {
        self.answers >= minimum && (self.cells <= 1 || self.answers > self.cells)
    }

    /// Both together.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self { answers: self.answers + other.answers, cells: self.cells + other.cells }
    }
}

/// What a place in time lies wholly in; `None` if it crosses the border of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within {
    pub quarter: Option<i32>,
    pub year: Option<i32>,
}

impl Within {
    /// That of these months, which are not none.
    #[must_use]
    pub fn of(months: &[Month]) -> Self {
        let same = |of: fn(Month) -> i32| {
            let first = months.first().map(|month| of(*month))?;
            months.iter().all(|month| of(*month) == first).then_some(first)
        };
        Self { quarter: same(Month::quarter), year: same(Month::year) }
    }

    /// That of both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            quarter: self.quarter.filter(|_| self.quarter == other.quarter),
            year: self.year.filter(|_| self.year == other.year),
        }
    }

    /// How near two neighbours are: 2 in one quarter, 1 in one year, 0 otherwise.
    #[must_use]
    pub fn nearness(self, other: Self) -> u8 {
        let both = self.and(other);
        if both.quarter.is_some() { 2 } else { u8::from(both.year.is_some()) }
    }
}

/// Places in time that follow each other and are told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The numbers of the places, in order.
    pub places: Vec<usize>,
    pub amount: Amount,
    pub within: Within,
}

impl Run {
    /// Takes in the run that follows.
    pub fn take(&mut self, later: Self) {
        self.places.extend(later.places);
        self.amount = self.amount.and(&later.amount);
        self.within = self.within.and(later.within);
    }
}

/// Joins runs, which are in order, until each is enough or one is left.
pub fn join_small(runs: &mut Vec<Run>, minimum: u64) {
    for nearest in [2, 1, 0] {
        while let Some(small) = first_joinable(runs, nearest, minimum) {
            join_nearest(runs, small);
        }
    }
}

/// The first run that is not enough and has a neighbour as near as this.
fn first_joinable(runs: &[Run], nearest: u8, minimum: u64) -> Option<usize> {
    let is_joinable = |at: usize, run: &Run| {
        !run.amount.is_enough(minimum)
            && neighbours(runs, at).any(|(_, other)| run.within.nearness(other.within) >= nearest)
    };
    runs.iter().enumerate().find(|(at, run)| is_joinable(*at, run)).map(|(at, _)| at)
}

/// Joins a run with its nearest neighbour, of two the one with fewer answers; false without neighbours.
pub fn join_nearest(runs: &mut Vec<Run>, at: usize) -> bool {
    let Some(run) = runs.get(at) else { return false };
    let key = |other: &Run| (std::cmp::Reverse(run.within.nearness(other.within)), other.amount.answers);
    let Some((with, _)) = neighbours(runs, at).min_by_key(|(_, other)| key(other)) else { return false };
    let later = runs.remove(at.max(with));
    if let Some(earlier) = runs.get_mut(at.min(with)) {
        earlier.take(later);
    }
    true
}

fn neighbours(runs: &[Run], at: usize) -> impl Iterator<Item = (usize, &Run)> {
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    beside.filter_map(|place| runs.get(place).map(|run| (place, run)))
}

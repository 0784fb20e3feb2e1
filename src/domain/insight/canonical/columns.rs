//! The months of a whole in columns: each alone where it has enough answers, otherwise joined with its neighbours.
//!
//! The rule: a column is the finest time that any table of parts of the whole knows.

use std::collections::BTreeMap;

use crate::domain::insight::canonical::joining::{Amount, Run, Within, join_small};
use crate::domain::insight::canonical::month::Month;

/// Answers by month; months without answers are absent.
pub type ByMonth = BTreeMap<Month, u64>;

/// Months that are told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The months with answers, in order.
    pub months: Vec<Month>,
    pub within: Within,
    /// Whether its sum may be told: not where all there is, is too little.
    pub is_told: bool,
}

/// The columns of a whole. `is_joined` says of two months that follow each other whether nothing may be told of one without
/// the other.
#[must_use]
pub fn columns(answers: &ByMonth, minimum: u64, is_joined: impl Fn(Month, Month) -> bool) -> Vec<Column> {
    let months: Vec<(Month, u64)> = answers.iter().filter(|(_, n)| **n > 0).map(|(m, n)| (*m, *n)).collect();
    let mut runs: Vec<Run> = Vec::new();
    for (place, (month, n)) in months.iter().enumerate() {
        let amount = Amount { answers: *n, cells: 1 };
        let run = Run { places: vec![place], amount, within: Within::of(&[*month]) };
        let before = place.checked_sub(1).and_then(|before| months.get(before));
        match runs.last_mut() {
            Some(last) if before.is_some_and(|(before, _)| is_joined(*before, *month)) => last.take(run),
            _ => runs.push(run),
        }
    }
    join_small(&mut runs, minimum);
    let column = |run: Run| Column {
        months: run.places.iter().filter_map(|place| months.get(*place)).map(|(month, _)| *month).collect(),
        within: run.within,
        is_told: run.amount.is_enough(minimum),
    };
    runs.into_iter().map(column).collect()
}

/// Columns in parts that no year reaches across: what is told of the one part depends on nothing in another.
#[must_use]
pub fn apart(columns: Vec<Column>) -> Vec<Vec<Column>> {
    let mut parts: Vec<Vec<Column>> = Vec::new();
    for column in columns {
        let first = column.months.first().map(|month| month.year());
        let last = parts.last().and_then(|part| part.last()?.months.last()).map(|month| month.year());
        match parts.last_mut() {
            Some(part) if first == last => part.push(column),
            _ => parts.push(vec![column]),
        }
    }
    parts
}

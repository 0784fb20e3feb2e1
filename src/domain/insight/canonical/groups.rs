//! Values of a dimension in groups, and the columns of each group in blocks.
//!
//! The rule: a value that is too small over all columns is told with others only, at least two together; what is told of a
//! group is told by block.

use std::collections::BTreeMap;

use crate::domain::insight::canonical::frame::Frame;
use crate::domain::insight::canonical::joining::{Amount, Run, join_nearest, join_small};

/// Answers by the number of the column.
pub type ByColumn = BTreeMap<usize, Amount>;

/// Values that are told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The numbers of the values.
    pub values: Vec<usize>,
    pub answers: ByColumn,
    /// Its columns with answers, in blocks.
    pub blocks: Vec<Run>,
}

impl Group {
    fn new(values: Vec<usize>, answers: ByColumn, frame: Frame<'_>) -> Self {
        let mut blocks: Vec<Run> = Vec::new();
        for (place, amount) in &answers {
            let Some(within) = frame.columns.get(*place).map(|column| column.within) else { continue };
            let run = Run { places: vec![*place], amount: amount.clone(), within };
            let last = blocks.last().and_then(|block| block.places.last()).copied();
            match blocks.last_mut() {
                Some(before) if last.is_some_and(|last| frame.ties(&values, last, *place)) => {
                    before.take(run)
                }
                _ => blocks.push(run),
            }
        }
        join_small(&mut blocks, frame.minimum);
        Self { values, answers, blocks }
    }

    /// All its answers.
    #[must_use]
    pub fn amount(&self) -> Amount {
        self.answers.values().fold(Amount::default(), |sum, amount| sum.and(amount))
    }

    /// Its answers in a column.
    #[must_use]
    pub fn answers_in(&self, column: usize) -> u64 {
        self.answers.get(&column).map_or(0, |amount| amount.answers)
    }

    /// The block that a column is in.
    #[must_use]
    pub fn block_of(&self, column: usize) -> Option<usize> {
        self.blocks.iter().position(|block| block.places.contains(&column))
    }

    /// Joins a block with its nearest neighbour; false if there is none.
    pub fn widen(&mut self, block: usize) -> bool {
        join_nearest(&mut self.blocks, block)
    }
}

/// The groups of values; `values` are their answers by column, each with some.
#[must_use]
pub fn groups(values: Vec<ByColumn>, frame: Frame<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = values
        .into_iter()
        .enumerate()
        .map(|(value, answers)| Group::new(vec![value], answers, frame))
        .collect();
    while let Some(small) = groups.iter().position(|group| !group.amount().is_enough(frame.minimum)) {
        if !join_smallest(&mut groups, small, |_| true, frame) {
            break;
        }
    }
    groups
}

/// Joins a group with the smallest of the others that are wanted; false if there is none.
pub fn join_smallest(
    groups: &mut Vec<Group>,
    at: usize,
    is_wanted: impl Fn(&Group) -> bool,
    frame: Frame<'_>,
) -> bool {
    let others = groups.iter().enumerate().filter(|(place, group)| *place != at && is_wanted(group));
    let smallest = others.min_by_key(|(_, group)| (group.amount().answers, group.values.first().copied()));
    let Some((with, _)) = smallest else { return false };
    let later = groups.remove(at.max(with));
    if let Some(earlier) = groups.get_mut(at.min(with)) {
        let mut answers = std::mem::take(&mut earlier.answers);
        for (column, amount) in later.answers {
            let sum = answers.entry(column).or_default();
            *sum = sum.and(&amount);
        }
        let values = std::mem::take(&mut earlier.values).into_iter().chain(later.values).collect();
        *earlier = Group::new(values, answers, frame);
    }
    true
}

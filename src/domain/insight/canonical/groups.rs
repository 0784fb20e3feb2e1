//! The values of a dimension, each in blocks of columns, and the rest: cells that are told with those of other values only.
//!
//! The rule: what is told of a value is told by block. A value that is too small over all columns is in the rest, with
//! blocks of other values, so that the rest as a whole is enough and not one value alone.

use std::collections::BTreeMap;

use crate::domain::insight::canonical::frame::Frame;
use crate::domain::insight::canonical::joining::{Amount, Run, join_nearest, join_small};

/// Answers by the number of the column.
pub type ByColumn = BTreeMap<usize, Amount>;

/// Cells that are told together by block: those of one value, or the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The numbers of the values that have a cell in it, by column.
    pub values: BTreeMap<usize, Vec<usize>>,
    pub answers: ByColumn,
    /// Its columns, in blocks.
    pub blocks: Vec<Run>,
}

impl Group {
    fn of_value(value: usize, answers: ByColumn, frame: Frame<'_>) -> Self {
        let values = answers.keys().map(|column| (*column, vec![value])).collect();
        let mut group = Self { values, answers, blocks: Vec::new() };
        group.divide(frame);
        group
    }

    /// Divides its columns into blocks anew.
    fn divide(&mut self, frame: Frame<'_>) {
        let mut blocks: Vec<Run> = Vec::new();
        for (place, amount) in &self.answers {
            let Some(within) = frame.columns.get(*place).map(|column| column.within) else { continue };
            let run = Run { places: vec![*place], amount: amount.clone(), within };
            let last = blocks.last().and_then(|block| block.places.last()).copied();
            match blocks.last_mut() {
                Some(before) if last.is_some_and(|last| self.is_tied(last, *place, frame)) => {
                    before.take(run);
                }
                _ => blocks.push(run),
            }
        }
        join_small(&mut blocks, frame.minimum);
        self.blocks = blocks;
    }

    fn is_tied(&self, before: usize, after: usize, frame: Frame<'_>) -> bool {
        let values = |column: usize| self.values.get(&column).into_iter().flatten();
        values(before)
            .filter(|value| values(after).any(|other| other == *value))
            .any(|value| frame.ties(*value, before, after))
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

    /// Takes in cells of another.
    fn take(&mut self, other: Self) {
        for (column, amount) in other.answers {
            let sum = self.answers.entry(column).or_default();
            *sum = sum.and(&amount);
        }
        for (column, values) in other.values {
            self.values.entry(column).or_default().extend(values);
        }
    }

    /// Gives up the cells of a block.
    fn give(&mut self, block: usize) -> Self {
        let mut given = Self::default();
        for column in self.blocks.remove(block).places {
            given.answers.extend(self.answers.remove(&column).map(|amount| (column, amount)));
            given.values.extend(self.values.remove(&column).map(|values| (column, values)));
        }
        given
    }
}

/// The groups of a table, of which the first is the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups(pub Vec<Group>);

impl Groups {
    /// The place of the rest.
    pub const REST: usize = 0;

    /// The groups of values; `values` are their answers by column, each with some.
    #[must_use]
    pub fn of(values: Vec<ByColumn>, frame: Frame<'_>) -> Self {
        let numbered = values.into_iter().enumerate();
        let of_values = numbered.map(|(value, answers)| Group::of_value(value, answers, frame));
        let (enough, small): (Vec<Group>, Vec<Group>) =
            of_values.partition(|group| group.amount().is_enough(frame.minimum));
        let mut rest = Group::default();
        small.into_iter().for_each(|group| rest.take(group));
        let mut groups = Self([rest].into_iter().chain(enough).collect());
        groups.fill_rest(frame);
        groups
    }

    /// Moves blocks into the rest until it is enough.
    fn fill_rest(&mut self, frame: Frame<'_>) {
        loop {
            let Some(rest) = self.0.get_mut(Self::REST) else { return };
            rest.divide(frame);
            let amount = rest.amount();
            if amount.cells == 0 || amount.is_enough(frame.minimum) {
                return;
            }
            let columns: Vec<usize> = rest.answers.keys().copied().collect();
            let smallest =
                columns.iter().filter_map(|column| self.smallest(Self::REST, *column, |_, _| true));
            let Some((_, group, block)) = smallest.min() else { return };
            self.give_to_rest(group, block, frame);
        }
    }

    /// Moves a block into the rest; false if there is none, or it is there.
    pub fn give_to_rest(&mut self, group: usize, block: usize, frame: Frame<'_>) -> bool {
        let is_there = self.0.get(group).is_some_and(|group| block < group.blocks.len());
        if group == Self::REST || !is_there {
            return false;
        }
        let Some(given) = self.0.get_mut(group).map(|group| group.give(block)) else { return false };
        if let Some(rest) = self.0.get_mut(Self::REST) {
            rest.take(given);
            rest.divide(frame);
        }
        true
    }

    /// The smallest other value that has answers in a column, with its group and its block there. It is the smallest over
    /// all columns, so that as few values as can be are hidden beside others.
    #[must_use]
    pub fn smallest(
        &self,
        except: usize,
        column: usize,
        is_wanted: impl Fn(&Group, &Run) -> bool,
    ) -> Option<(u64, usize, usize)> {
        let others = self.0.iter().enumerate().filter(|(place, _)| *place != except && *place != Self::REST);
        let candidate = |(place, group): (usize, &Group)| {
            let block = group.block_of(column)?;
            let is_fit = group.blocks.get(block).is_some_and(|block| is_wanted(group, block));
            is_fit.then(|| (group.amount().answers, place, block))
        };
        others.filter_map(candidate).min()
    }
}

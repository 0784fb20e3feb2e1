//! What may be told of a population: sets of cells, a value in a month each, that are told together or not at all.
//!
//! The rule: a question is answered where it holds all cells of a set or none, of every set. A cell without answers is in no
//! set: that it is empty may be known.

use std::collections::BTreeMap;

use crate::domain::insight::canonical::columns::{ByMonth, Column, apart};
use crate::domain::insight::canonical::complement::protect;
use crate::domain::insight::canonical::frame::Frame;
use crate::domain::insight::canonical::groups::{ByColumn, groups};
use crate::domain::insight::canonical::joining::{Amount, Within};
use crate::domain::insight::canonical::month::Month;

/// Answers by value of a dimension and month.
pub type ByValue = BTreeMap<String, ByMonth>;

/// Whether nothing may be told of a value in one of two months alone.
pub type Tied<'a> = &'a dyn Fn(&str, Month, Month) -> bool;

/// The sets of cells of a population.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    sets: Vec<Set>,
    /// The sets that a value has cells in.
    of_value: BTreeMap<String, Vec<usize>>,
}

/// Cells that are told together.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Set {
    values: Vec<String>,
    /// The months in which each of the values has answers.
    months: Vec<Vec<Month>>,
    is_told: bool,
}

impl Table {
    /// The table of a whole without parts: each column is a set, of the empty value.
    #[must_use]
    pub fn of_whole(columns: &[Column]) -> Self {
        let mut table = Self::default();
        for column in columns {
            table.add(vec![(String::new(), column.months.clone())], column.is_told);
        }
        table
    }

    /// The table of the parts of a whole by the values of a dimension.
    #[must_use]
    pub fn of_parts(columns: Vec<Column>, parts: &ByValue, minimum: u64) -> Self {
        Self::of_tied_parts(columns, parts, minimum, &|_, _, _| false)
    }

    /// The same where nothing may be told of some values in one of two months, which follow each other, alone.
    #[must_use]
    pub fn of_tied_parts(columns: Vec<Column>, parts: &ByValue, minimum: u64, is_tied: Tied<'_>) -> Self {
        let mut table = Self::default();
        for columns in apart(columns) {
            table.add_part(&columns, parts, minimum, is_tied);
        }
        table
    }

    fn add_part(&mut self, columns: &[Column], parts: &ByValue, minimum: u64, is_tied: Tied<'_>) {
        let by_column = parts.iter().map(|(value, months)| (value, in_columns(columns, months)));
        let (names, answers): (Vec<&String>, Vec<ByColumn>) =
            by_column.filter(|(_, answers)| !answers.is_empty()).unzip();
        let is_tied = |value: usize, before: &Column, after: &Column| {
            let (Some(name), Some(before), Some(after)) =
                (names.get(value), before.months.last(), after.months.first())
            else {
                return false;
            };
            is_tied(name, *before, *after)
        };
        let frame = Frame { columns, minimum, is_tied: &is_tied };
        let mut groups = groups(answers, frame);
        protect(&mut groups, frame);
        for group in groups {
            for block in group.blocks {
                let months: Vec<Month> = months_of(columns, &block.places).collect();
                let is_told = block.amount.answers >= minimum
                    && block.places.iter().all(|place| columns.get(*place).is_some_and(|c| c.is_told));
                let cells = group.values.iter().filter_map(|value| {
                    let name = *names.get(*value)?;
                    let has_answers = |month: &Month| {
                        parts.get(name).and_then(|months| months.get(month)).is_some_and(|n| *n > 0)
                    };
                    let months: Vec<Month> = months.iter().copied().filter(has_answers).collect();
                    (!months.is_empty()).then(|| (name.clone(), months))
                });
                let cells: Vec<_> = cells.collect();
                self.add(cells, is_told);
            }
        }
    }

    fn add(&mut self, cells: Vec<(String, Vec<Month>)>, is_told: bool) {
        for (value, _) in &cells {
            self.of_value.entry(value.clone()).or_default().push(self.sets.len());
        }
        let (values, months) = cells.into_iter().unzip();
        self.sets.push(Set { values, months, is_told });
    }

    /// Whether the sum of these values over these months may be told.
    #[must_use]
    pub fn tells(&self, values: &[&str], months: impl Fn(Month) -> bool) -> bool {
        let sets = values.iter().filter_map(|value| self.of_value.get(*value)).flatten();
        sets.filter_map(|set| self.sets.get(*set)).all(|set| {
            let chosen = |value: &String, of_value: &Vec<Month>| {
                let is_chosen = values.contains(&value.as_str());
                of_value.iter().filter(|month| is_chosen && months(**month)).count()
            };
            let held: usize = set.values.iter().zip(&set.months).map(|(value, of)| chosen(value, of)).sum();
            held == 0 || (set.is_told && held == set.months.iter().map(Vec::len).sum())
        })
    }

    /// The values that are told by themselves, each with its months as columns for a table of its own parts.
    #[must_use]
    pub fn columns_of(&self, value: &str) -> Option<Vec<Column>> {
        let sets = self.of_value.get(value)?.iter().filter_map(|set| self.sets.get(*set));
        let mut columns: Vec<Column> = Vec::new();
        for set in sets {
            let ([_], [months]) = (set.values.as_slice(), set.months.as_slice()) else { return None };
            columns.push(Column { months: months.clone(), within: Within::of(months), is_told: set.is_told });
        }
        columns.sort_by(|one, other| one.months.cmp(&other.months));
        Some(columns)
    }
}

fn months_of<'a>(columns: &'a [Column], places: &'a [usize]) -> impl Iterator<Item = Month> + 'a {
    places.iter().filter_map(|place| columns.get(*place)).flat_map(|column| column.months.iter().copied())
}

fn in_columns(columns: &[Column], months: &ByMonth) -> ByColumn {
    let mut answers = ByColumn::new();
    for (place, column) in columns.iter().enumerate() {
        let held = column.months.iter().filter_map(|month| months.get(month)).filter(|n| **n > 0);
        let amount = held.fold(Amount::default(), |sum, n| sum.and(&Amount { answers: *n, cells: 1 }));
        if amount.cells > 0 {
            answers.insert(place, amount);
        }
    }
    answers
}

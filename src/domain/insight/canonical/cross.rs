//! What may be told of values of two dimensions at once.
//!
//! The rule: the cells of a pair are parts of a value of either dimension, so each value's own table of parts decides, over
//! the columns in which that value is told; a figure is told where both sides agree.

use std::collections::BTreeMap;

use crate::domain::insight::canonical::columns::{ByMonth, Column};
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::{ByValue, Table};
use crate::statistics::suppression::is_too_small;

/// Answers by pair of values and month.
pub type ByPair = BTreeMap<(String, String), ByMonth>;

/// What may be told of two dimensions.
#[derive(Clone, Debug, Default)]
pub struct Cross {
    of_first: Side,
    of_second: Side,
    pairs: ByPair,
    columns: Vec<Column>,
    /// The answers of all pairs in each column.
    wholes: Vec<u64>,
    minimum: u64,
}

/// The parts of each value of one dimension.
type Side = BTreeMap<String, Table>;

impl Cross {
    /// From the tables of both dimensions alone, and the columns of the whole.
    #[must_use]
    pub fn of(first: &Table, second: &Table, pairs: ByPair, columns: Vec<Column>, minimum: u64) -> Self {
        let (mut by_first, mut by_second) = (BTreeMap::new(), BTreeMap::new());
        for ((one, other), months) in pairs.iter().filter(|(_, months)| !months.is_empty()) {
            let of_one: &mut ByValue = by_first.entry(one.clone()).or_default();
            of_one.insert(other.clone(), months.clone());
            let of_other: &mut ByValue = by_second.entry(other.clone()).or_default();
            of_other.insert(one.clone(), months.clone());
        }
        let wholes = columns.iter().map(|column| sum_of(column, &pairs)).collect();
        let of_first = side(first, by_first, minimum);
        Self { of_first, of_second: side(second, by_second, minimum), wholes, pairs, columns, minimum }
    }

    /// Whether the sum of these pairs over these months may be told.
    #[must_use]
    pub fn tells(&self, firsts: &[&str], seconds: &[&str], months: impl Fn(Month) -> bool) -> bool {
        is_told(&self.of_first, firsts, seconds, &months)
            && is_told(&self.of_second, seconds, firsts, &months)
            && !self.leaves_few(firsts, seconds, &months)
    }

    /// Whether the whole of the columns that these pairs have answers in holds few others.
    fn leaves_few(&self, firsts: &[&str], seconds: &[&str], months: &impl Fn(Month) -> bool) -> bool {
        let pairs = firsts.iter().flat_map(|first| seconds.iter().map(move |second| (*first, *second)));
        let names = pairs.map(|(first, second)| (first.to_owned(), second.to_owned()));
        let chosen: Vec<&ByMonth> = names.filter_map(|pair| self.pairs.get(&pair)).collect();
        let chosen_in = |column: &Column| -> u64 {
            let asked = column.months.iter().filter(|month| months(**month));
            asked.flat_map(|month| chosen.iter().filter_map(move |answers| answers.get(month))).sum()
        };
        let columns = self.columns.iter().zip(&self.wholes);
        let left =
            columns.map(|(column, whole)| (chosen_in(column), whole)).filter(|(chosen, _)| *chosen > 0);
        is_too_small(left.map(|(chosen, whole)| whole.saturating_sub(chosen)).sum(), self.minimum)
    }
}

fn sum_of(column: &Column, pairs: &ByPair) -> u64 {
    let in_column =
        |answers: &ByMonth| -> u64 { column.months.iter().filter_map(|month| answers.get(month)).sum() };
    pairs.values().map(in_column).sum()
}

fn side(table: &Table, parts: BTreeMap<String, ByValue>, minimum: u64) -> Side {
    let of_value = |(value, parts): (String, ByValue)| {
        let table = Table::of_parts(table.columns_of(&value), &parts, minimum);
        (value, table)
    };
    parts.into_iter().map(of_value).collect()
}

fn is_told(side: &Side, values: &[&str], parts: &[&str], months: &impl Fn(Month) -> bool) -> bool {
    let chosen = values.iter().filter_map(|value| side.get(*value));
    chosen.into_iter().all(|table| table.tells(parts, months))
}

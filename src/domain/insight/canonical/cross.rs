//! What may be told of values of two dimensions at once.
//!
//! The rule: the cells of a pair are parts of a value of either dimension, so each value's own table of parts decides, over
//! the columns in which that value is told; a figure is told where both sides agree.

use std::collections::BTreeMap;

use crate::domain::insight::canonical::columns::ByMonth;
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
    minimum: u64,
}

/// The parts of each value of one dimension.
type Side = BTreeMap<String, Table>;

impl Cross {
    /// From the tables of both dimensions alone.
    #[must_use]
    pub fn of(first: &Table, second: &Table, pairs: ByPair, minimum: u64) -> Self {
        let (mut by_first, mut by_second) = (BTreeMap::new(), BTreeMap::new());
        for ((one, other), months) in pairs.iter().filter(|(_, months)| !months.is_empty()) {
            let of_one: &mut ByValue = by_first.entry(one.clone()).or_default();
            of_one.insert(other.clone(), months.clone());
            let of_other: &mut ByValue = by_second.entry(other.clone()).or_default();
            of_other.insert(one.clone(), months.clone());
        }
        let of_first = side(first, by_first, minimum);
        Self { of_first, of_second: side(second, by_second, minimum), pairs, minimum }
    }

    /// Whether the sum of these pairs over these months may be told.
    #[must_use]
    pub fn tells(&self, firsts: &[&str], seconds: &[&str], months: impl Fn(Month) -> bool) -> bool {
        is_told(&self.of_first, firsts, seconds, &months)
            && is_told(&self.of_second, seconds, firsts, &months)
            && !self.leaves_few(firsts, seconds, &months)
    }

    /// Whether few answers of the same months are in other pairs: the whole less these.
    fn leaves_few(&self, firsts: &[&str], seconds: &[&str], months: &impl Fn(Month) -> bool) -> bool {
        let is_chosen = |(first, second): &(String, String)| {
            firsts.contains(&first.as_str()) && seconds.contains(&second.as_str())
        };
        let others = self.pairs.iter().filter(|(pair, _)| !is_chosen(pair)).flat_map(|(_, answers)| answers);
        let left: u64 = others.filter(|(month, _)| months(**month)).map(|(_, answers)| answers).sum();
        is_too_small(left, self.minimum)
    }
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

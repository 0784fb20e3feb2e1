//! What may be told of a population: sets of cells, a value in a month each, that are told together or not at all.
//!
//! The rule: a question is answered where it holds all cells of a set or none, of every set. A cell without answers is in no
//! set: that it is empty may be known.

use std::collections::BTreeMap;

use crate::domain::insight::canonical::columns::{ByMonth, Column, apart};
use crate::domain::insight::canonical::complement::protect;
use crate::domain::insight::canonical::frame::Frame;
use crate::domain::insight::canonical::groups::{ByColumn, Group, Groups};
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
    is_running: bool,
}

impl Table {
    /// The table of a whole without parts: each column is a set, of the empty value.
    #[must_use]
    pub fn of_whole(columns: &[Column]) -> Self {
        let mut table = Self::default();
        for column in columns {
            let cells = vec![(String::new(), column.months.clone())];
            table.add(cells, column.is_told, column.is_running);
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
        let (told, untold): (Vec<Column>, Vec<Column>) =
            columns.into_iter().partition(|column| column.is_told);
        for columns in apart(told) {
            table.add_part(&columns, parts, minimum, is_tied);
        }
        for column in untold {
            let of_value = |(value, answers): (&String, &ByMonth)| (value.clone(), held(&column, answers));
            let cells = parts.iter().map(of_value).filter(|(_, months)| !months.is_empty());
            table.add(cells.collect(), false, column.is_running);
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
        let mut groups = Groups::of(answers, frame);
        protect(&mut groups, frame);
        for group in groups.0 {
            for block in &group.blocks {
                let cells = cells_of(&group, &block.places, columns, &names, parts);
                let is_running = columns.iter().any(|column| column.is_running);
                self.add(cells, block.amount.answers >= minimum, is_running);
            }
        }
    }

    fn add(&mut self, cells: Vec<(String, Vec<Month>)>, is_told: bool, is_running: bool) {
        for (value, _) in &cells {
            self.of_value.entry(value.clone()).or_default().push(self.sets.len());
        }
        let (values, months) = cells.into_iter().unzip();
        self.sets.push(Set { values, months, is_told, is_running });
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
            held == 0 || (set.is_told && held == set.months.iter().map(Vec::len).sum::<usize>())
        })
    }

    /// The months of a value as columns for a table of its own parts; those that are told with other values only are not
    /// told.
    #[must_use]
    pub fn columns_of(&self, value: &str) -> Vec<Column> {
        let sets = self.of_value.get(value).into_iter().flatten().filter_map(|set| self.sets.get(*set));
        let mut columns: Vec<Column> = Vec::new();
        for set in sets {
            let of_value = set.values.iter().zip(&set.months).find(|(other, _)| *other == value);
            let Some((_, months)) = of_value else { continue };
            let is_told = set.is_told && set.values.len() == 1;
            let (months, is_running) = (months.clone(), set.is_running);
            columns.push(Column { within: Within::of(&months), months, is_told, is_running });
        }
        columns.sort_by(|one, other| one.months.cmp(&other.months));
        columns
    }
}

/// The cells of a block: each value of it with its months that have answers.
fn cells_of(
    group: &Group,
    places: &[usize],
    columns: &[Column],
    names: &[&String],
    parts: &ByValue,
) -> Vec<(String, Vec<Month>)> {
    let mut cells: BTreeMap<&String, Vec<Month>> = BTreeMap::new();
    for place in places {
        let Some(column) = columns.get(*place) else { continue };
        let values = group.values.get(place).into_iter().flatten();
        for name in values.filter_map(|value| names.get(*value)) {
            let months = parts.get(*name).map(|answers| held(column, answers)).unwrap_or_default();
            cells.entry(name).or_default().extend(months);
        }
    }
    cells.into_iter().map(|(name, months)| (name.clone(), months)).collect()
}

/// The months of a column that have answers.
fn held(column: &Column, answers: &ByMonth) -> Vec<Month> {
    let has_answers = |month: &&Month| answers.get(month).is_some_and(|n| *n > 0);
    column.months.iter().filter(has_answers).copied().collect()
}

fn in_columns(columns: &[Column], months: &ByMonth) -> ByColumn {
    let mut answers = ByColumn::new();
    for (place, column) in columns.iter().enumerate() {
        let counts = column.months.iter().filter_map(|month| months.get(month)).filter(|n| **n > 0);
        let amount = counts.fold(Amount::default(), |sum, n| sum.and(&Amount { answers: *n, cells: 1 }));
        if amount.cells > 0 {
            answers.insert(place, amount);
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::canonical::columns::columns;

    /// A table of values over the first months of 2026.
    fn table(parts: &[(&str, &[u64])]) -> Table {
        let of = |(value, answers): &(&str, &[u64])| {
            let months = answers.iter().enumerate().filter(|(_, n)| **n > 0);
            ((*value).to_owned(), months.map(|(month, n)| (Month::of(2026, month as u32), *n)).collect())
        };
        let parts: ByValue = parts.iter().map(of).collect();
        let mut whole = ByMonth::new();
        parts.values().flatten().for_each(|(month, n)| *whole.entry(*month).or_default() += n);
        Table::of_parts(columns(&whole, 5, |_, _| false), &parts, 5)
    }

    fn tells(table: &Table, values: &[&str], months: std::ops::RangeInclusive<i32>) -> bool {
        table.tells(values, |month| months.contains(&(month.0 - 2026 * 12 + 1)))
    }

    #[test]
    fn a_small_value_is_told_with_the_smallest_other_where_it_has_answers() {
        let table = table(&[("A", &[20, 20, 20]), ("B", &[8, 8, 8]), ("C", &[0, 3, 0])]);
        assert!(tells(&table, &["A"], 1..=3) && tells(&table, &["B"], 1..=1) && tells(&table, &["C"], 1..=1));
        assert!(!tells(&table, &["B"], 2..=2) && !tells(&table, &["B"], 1..=3), "60 less 20 less 8 are few");
        assert!(!tells(&table, &["C"], 1..=3) && tells(&table, &["B", "C"], 1..=3), "both together");
    }

    #[test]
    fn a_value_that_is_small_by_month_is_told_by_quarter() {
        let table = table(&[("A", &[20, 20, 20]), ("B", &[9, 8, 9]), ("C", &[3, 2, 4])]);
        for value in ["A", "B", "C"] {
            assert!(tells(&table, &[value], 1..=3), "{value}");
        }
        assert!(tells(&table, &["A"], 2..=2), "the largest is told by month");
        assert!(!tells(&table, &["B"], 2..=2) && !tells(&table, &["C"], 2..=2), "each protects the other");
        assert!(tells(&table, &["B", "C"], 1..=3) && !tells(&table, &["A", "C"], 2..=2));
    }

    #[test]
    fn where_there_is_one_value_it_is_told_as_the_whole() {
        let table = table(&[("A", &[20, 3, 20])]);
        assert!(
            tells(&table, &["A"], 1..=3) && !tells(&table, &["A"], 2..=2) && tells(&table, &["B"], 1..=3)
        );
        assert!(!tells(&self::table(&[("A", &[4])]), &["A"], 1..=1), "four in all");
    }
}

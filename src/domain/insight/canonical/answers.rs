//! From counts of answers to what may be told of them.
//!
//! The rule: the columns come from the whole over all time; of its parts only the years that a question touches are looked
//! at, with the years that a column ties to them, so that every question about a year finds the same table.

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::canonical::columns::{ByMonth, Column, apart, columns, running};
use crate::domain::insight::canonical::cross::{ByPair, Cross};
use crate::domain::insight::canonical::late::{Late, LateByValue};
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::published::Published;
use crate::domain::insight::canonical::table::{ByValue, Table};
use crate::domain::time::period::DateRange;

/// The whole over all time by the day that counts, and by both days where that is the day of the answer.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    pub answers: ByMonth,
    /// The same answers by the day of the closure; `None` where they are counted so.
    pub closed: Option<ByMonth>,
}

impl Whole {
    /// The columns of its months, of which one still runs. By the day of the answer it is joined as every other month, since
    /// the answers that came late tie it to the month before.
    #[must_use]
    pub fn columns(&self, minimum: u64, this_month: Month) -> Vec<Column> {
        let Some(closed) = &self.closed else {
            let over: ByMonth =
                self.answers.range(..this_month).map(|(month, answers)| (*month, *answers)).collect();
            let over = columns(&over, minimum, |_, _| false);
            if over.iter().all(|column| column.is_told) {
                return over.into_iter().chain(running(&self.answers, this_month, minimum)).collect();
            }
            // All that is over is too little: it is told with the running month.
            return columns(&self.answers, minimum, |_, _| false);
        };
        let late = Late { closed, answered: &self.answers, minimum };
        columns(&self.answers, minimum, |before, after| late.joins(before, after))
    }
}

/// The columns of the years that a range touches, and of those tied to them.
#[must_use]
pub fn touched(all: Vec<Column>, range: DateRange) -> Vec<Column> {
    let (from, to) = (Month::of_day(range.from()).year(), Month::of_day(range.to()).year());
    let is_touched = |part: &Vec<Column>| {
        let months = || part.iter().flat_map(|column| &column.months);
        let (first, last) = (months().min(), months().max());
        first.is_some_and(|first| first.year() <= to) && last.is_some_and(|last| from <= last.year())
    };
    apart(all).into_iter().filter(is_touched).flatten().collect()
}

/// The first and the last month of columns; `None` if there are none.
#[must_use]
pub fn span(columns: &[Column]) -> Option<(Month, Month)> {
    let months = || columns.iter().flat_map(|column| &column.months).copied();
    Some((months().min()?, months().max()?))
}

/// What may be told of the parts of a whole, whose `columns` are those touched; `late` are their answers by both days, where
/// they are counted by the day of the answer.
#[must_use]
pub fn of_tied_parts(
    dimension: Dimension,
    columns: Vec<Column>,
    parts: &ByValue,
    minimum: u64,
    late: Option<&LateByValue>,
) -> Published {
    let is_tied = |value: &str, before: Month, after: Month| {
        late.is_some_and(|late| late.of(value).is_some_and(|late| late.joins(before, after)))
    };
    Published::Parts(dimension, Table::of_tied_parts(columns, parts, minimum, &is_tied))
}

/// The same of pairs of values of two dimensions.
#[must_use]
pub fn of_pairs(dimensions: [Dimension; 2], columns: Vec<Column>, pairs: ByPair, minimum: u64) -> Published {
    Published::Cross(dimensions, Box::new(cross(columns, pairs, minimum)))
}

/// The tables of pairs, with those of either side.
pub(super) fn cross(columns: Vec<Column>, pairs: ByPair, minimum: u64) -> Cross {
    let (mut first, mut second) = (ByValue::new(), ByValue::new());
    for ((one, other), months) in &pairs {
        add(first.entry(one.clone()).or_default(), months);
        add(second.entry(other.clone()).or_default(), months);
    }
    let first = Table::of_parts(columns.clone(), &first, minimum);
    let second = Table::of_parts(columns.clone(), &second, minimum);
    Cross::of(&first, &second, pairs, columns, minimum)
}

fn add(sum: &mut ByMonth, months: &ByMonth) {
    for (month, answers) in months {
        *sum.entry(*month).or_default() += answers;
    }
}

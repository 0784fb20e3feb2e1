//! What may be told of answers with a mark, such as a cause: an answer may have several, so marks are no values of a dimension.
//!
//! The rule: those with a mark and those without are two values of a dimension of its own, so nothing small follows from what is
//! told of one of them and of the whole.

use crate::domain::insight::canonical::answers::cross;
use crate::domain::insight::canonical::columns::{ByMonth, Column};
use crate::domain::insight::canonical::cross::{ByPair, Cross};
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::{ByValue, Table};

const WITH: &str = "with";
const WITHOUT: &str = "without";

/// The table of the answers with a mark: of all, or by the values of a dimension.
#[derive(Clone, Debug)]
pub enum Marked {
    Whole(Table),
    ByValue(Box<Cross>),
}

impl Marked {
    /// That of a whole, whose columns these are; some of its answers have the mark.
    #[must_use]
    pub fn of_whole(columns: Vec<Column>, all: &ByMonth, some: &ByMonth, minimum: u64) -> Self {
        let values = split(all, Some(some)).map(|(mark, months)| (mark.to_owned(), months)).into_iter();
        Self::Whole(Table::of_parts(columns, &values.collect(), minimum))
    }

    /// That of the values of a dimension.
    #[must_use]
    pub fn by_value(columns: Vec<Column>, all: &ByValue, some: &ByValue, minimum: u64) -> Self {
        let mut pairs = ByPair::new();
        for (value, months) in all {
            for (mark, months) in split(months, some.get(value)) {
                if !months.is_empty() {
                    pairs.insert((mark.to_owned(), value.clone()), months);
                }
            }
        }
        Self::ByValue(Box::new(cross(columns, pairs, minimum)))
    }

    /// Whether the sum of those with the mark over these months may be told; `values` are those of the dimension, which a whole
    /// leaves alone.
    #[must_use]
    pub fn tells(&self, values: &[&str], months: impl Fn(Month) -> bool) -> bool {
        match self {
            Self::Whole(table) => table.tells(&[WITH], months),
            Self::ByValue(cross) => cross.tells(&[WITH], values, months),
        }
    }
}

/// Those with the mark and those without, by month; months without answers are absent.
fn split(all: &ByMonth, some: Option<&ByMonth>) -> [(&'static str, ByMonth); 2] {
    let (mut with, mut without) = (ByMonth::new(), ByMonth::new());
    for (month, answers) in all {
        let marked = some.and_then(|some| some.get(month)).copied().unwrap_or_default();
        with.insert(*month, marked);
        without.insert(*month, answers.saturating_sub(marked));
    }
    with.retain(|_, answers| *answers > 0);
    without.retain(|_, answers| *answers > 0);
    [(WITH, with), (WITHOUT, without)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::canonical::columns::columns;

    fn months(answers: &[u64]) -> ByMonth {
        let numbered = answers.iter().enumerate().filter(|(_, answers)| **answers > 0);
        numbered.map(|(month, answers)| (Month::of(2026, month as u32), *answers)).collect()
    }

    fn is_first(months: i32) -> impl Fn(Month) -> bool {
        move |month| month.0 < 2026 * 12 + months
    }

    #[test]
    fn a_month_with_few_of_a_mark_does_not_follow_from_its_quarter() {
        let (all, some) = (months(&[20, 20, 20]), months(&[7, 6, 2]));
        let columns = columns(&all, 5, |_, _| false);
        let marked = Marked::of_whole(columns, &all, &some, 5);
        assert!(marked.tells(&[], is_first(3)), "fifteen of sixty");
        assert!(marked.tells(&[], is_first(1)), "two are told with March, in which six were not");
        assert!(!marked.tells(&[], is_first(2)), "15 less 13 are two");
    }

    #[test]
    fn few_without_a_mark_do_not_follow_from_the_whole() {
        let (all, some) = (months(&[20, 20, 20]), months(&[20, 18, 20]));
        let columns = columns(&all, 5, |_, _| false);
        let marked = Marked::of_whole(columns, &all, &some, 5);
        assert!(!marked.tells(&[], is_first(3)), "60 less 58 are two");
    }

    #[test]
    fn a_filter_tells_a_mark_as_a_pair_of_values() {
        let all = ByValue::from([
            ("Noord".to_owned(), months(&[30, 30, 30])),
            ("Zuid".to_owned(), months(&[12, 12, 12])),
        ]);
        let some = ByValue::from([
            ("Noord".to_owned(), months(&[12, 12, 12])),
            ("Zuid".to_owned(), months(&[6, 6, 2])),
        ]);
        let mut whole = ByMonth::new();
        all.values().flatten().for_each(|(month, answers)| *whole.entry(*month).or_default() += answers);
        let columns = columns(&whole, 5, |_, _| false);
        let marked = Marked::by_value(columns, &all, &some, 5);
        assert!(marked.tells(&["Zuid"], is_first(3)) && marked.tells(&["Noord", "Zuid"], is_first(1)));
        assert!(!marked.tells(&["Zuid"], is_first(2)), "14 less 12 are two");
    }
}

//! What may be told of answers with a mark, such as a cause: an answer may have several, so marks are no values of a dimension.
//!
//! The rule: those with a mark and those without are two values of a dimension of its own. The first marks of answers are another
//! one, since it may be known that hardly any has two. A mark is told where both tables tell it.

use crate::domain::insight::canonical::answers::cross;
use crate::domain::insight::canonical::columns::{ByMonth, Column};
use crate::domain::insight::canonical::cross::{ByPair, Cross};
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::{ByValue, Table};

/// The name of those with a mark, beside those without.
pub const WITH: &str = "with";
const WITHOUT: &str = "without";

/// The table of answers by marks of which each has one: of all, or by the values of a dimension too.
#[derive(Clone, Debug)]
pub enum Marked {
    Whole(Table),
    ByValue(Box<Cross>),
}

impl Marked {
    /// That of pairs of a mark and a value; of a whole there is one value.
    #[must_use]
    pub fn of(columns: Vec<Column>, pairs: ByPair, is_whole: bool, minimum: u64) -> Self {
        if is_whole {
            let marks = pairs.into_iter().map(|((mark, _), months)| (mark, months)).collect();
            Self::Whole(Table::of_parts(columns, &marks, minimum))
        } else {
            Self::ByValue(Box::new(cross(columns, pairs, minimum)))
        }
    }

    /// Whether the sum of those with a mark over these months may be told; `values` are those of the dimension, which a whole
    /// leaves alone.
    #[must_use]
    pub fn tells(&self, mark: &str, values: &[&str], months: impl Fn(Month) -> bool) -> bool {
        match self {
            Self::Whole(table) => table.tells(&[mark], months),
            Self::ByValue(cross) => cross.tells(&[mark], values, months),
        }
    }
}

/// Those with a mark and those without; months without answers are absent.
#[must_use]
pub fn with_and_without(all: &ByValue, some: &ByValue) -> ByPair {
    let mut pairs = ByPair::new();
    for (value, months) in all {
        let marked = some.get(value);
        for (month, answers) in months {
            let with = marked.and_then(|marked: &ByMonth| marked.get(month)).copied().unwrap_or_default();
            for (mark, number) in [(WITH, with), (WITHOUT, answers.saturating_sub(with))] {
                if number > 0 {
                    pairs.entry((mark.to_owned(), value.clone())).or_default().insert(*month, number);
                }
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::canonical::columns::columns;

    fn months(answers: &[u64]) -> ByMonth {
        let numbered = answers.iter().enumerate().filter(|(_, answers)| **answers > 0);
        numbered.map(|(month, answers)| (Month::of(2026, month as u32), *answers)).collect()
    }

    fn values(values: &[(&str, &[u64])]) -> ByValue {
        values.iter().map(|(value, answers)| ((*value).to_owned(), months(answers))).collect()
    }

    fn marked(all: &ByValue, some: &ByValue) -> Marked {
        let mut whole = ByMonth::new();
        all.values().flatten().for_each(|(month, answers)| *whole.entry(*month).or_default() += answers);
        Marked::of(columns(&whole, 5, |_, _| false), with_and_without(all, some), all.len() == 1, 5)
    }

    fn is_first(months: i32) -> impl Fn(Month) -> bool {
        move |month| month.0 < 2026 * 12 + months
    }

    #[test]
    fn a_month_with_few_of_a_mark_does_not_follow_from_its_quarter() {
        let marked = marked(&values(&[("", &[20, 20, 20])]), &values(&[("", &[7, 6, 2])]));
        assert!(marked.tells(WITH, &[], is_first(3)), "fifteen of sixty");
        assert!(marked.tells(WITH, &[], is_first(1)), "two are told with those of February");
        assert!(!marked.tells(WITH, &[], is_first(2)), "15 less 13 are two");
    }

    #[test]
    fn few_without_a_mark_do_not_follow_from_the_whole() {
        let marked = marked(&values(&[("", &[20, 20, 20])]), &values(&[("", &[20, 18, 20])]));
        assert!(!marked.tells(WITH, &[], is_first(3)), "60 less 58 are two");
    }

    #[test]
    fn a_filter_tells_a_mark_as_a_pair_of_values() {
        let all = values(&[("Noord", &[30, 30, 30]), ("Zuid", &[12, 12, 12])]);
        let some = values(&[("Noord", &[12, 12, 12]), ("Zuid", &[6, 6, 2])]);
        let marked = marked(&all, &some);
        assert!(marked.tells(WITH, &["Zuid"], is_first(3)));
        assert!(marked.tells(WITH, &["Noord", "Zuid"], is_first(1)));
        assert!(!marked.tells(WITH, &["Zuid"], is_first(2)), "14 less 12 are two");
    }
}

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
    /// Whether it is a month that still runs: it is joined with no other, so that what is over stays as it is told.
    pub is_running: bool,
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
        is_running: false,
    };
    runs.into_iter().map(column).collect()
}

/// The months from the running one on, each by itself.
#[must_use]
pub fn running(answers: &ByMonth, running: Month, minimum: u64) -> Vec<Column> {
    let column = |(month, answers): (&Month, &u64)| Column {
        months: vec![*month],
        within: Within::of(&[*month]),
        is_told: *answers >= minimum,
        is_running: true,
    };
    answers.range(running..).filter(|(_, answers)| **answers > 0).map(column).collect()
}

/// Columns in parts that no year reaches across, and a running month by itself: what is told of the one part depends on
/// nothing in another.
#[must_use]
pub fn apart(columns: Vec<Column>) -> Vec<Vec<Column>> {
    let mut parts: Vec<Vec<Column>> = Vec::new();
    for column in columns {
        let first = column.months.first().map(|month| month.year());
        let last = parts.last().and_then(|part| part.last()?.months.last()).map(|month| month.year());
        match parts.last_mut() {
            Some(part) if first == last && !column.is_running => part.push(column),
            _ => parts.push(vec![column]),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The months of 2026 with these answers, as months told together.
    fn joined(answers: &[u64], is_joined: impl Fn(Month, Month) -> bool) -> Vec<Vec<i32>> {
        let numbered = answers.iter().enumerate();
        let answers = numbered.map(|(month, answers)| (Month::of(2026, month as u32), *answers)).collect();
        let in_year = |month: &Month| month.0 - 2026 * 12 + 1;
        columns(&answers, 5, is_joined)
            .iter()
            .map(|column| column.months.iter().map(in_year).collect())
            .collect()
    }

    #[test]
    fn a_small_month_is_told_with_the_smaller_neighbour_in_its_quarter() {
        assert_eq!(joined(&[9, 2, 6, 8], |_, _| false), [vec![1], vec![2, 3], vec![4]]);
        assert_eq!(
            joined(&[9, 0, 2, 5], |_, _| false),
            [vec![1, 3], vec![4]],
            "not with April, which has fewer"
        );
        assert_eq!(
            joined(&[0, 0, 2, 9, 6], |_, _| false),
            [vec![3, 4], vec![5]],
            "a small quarter in its year"
        );
    }

    #[test]
    fn so_many_cells_of_one_answer_need_one_more() {
        assert_eq!(joined(&[1, 1, 1, 1, 1, 9], |_, _| false), [[1, 2, 3, 4, 5, 6]]);
        assert_eq!(joined(&[1, 1, 1, 1, 2, 9], |_, _| false), [vec![1, 2, 3, 4, 5, 6]].to_vec());
        let alone = columns(&ByMonth::from([(Month::of(2026, 0), 4)]), 5, |_, _| false);
        assert!(!alone[0].is_told, "four answers in all");
    }

    #[test]
    fn months_that_are_tied_are_told_together_and_years_stay_apart() {
        let is_march = |before: Month, _: Month| before == Month::of(2026, 2);
        assert_eq!(joined(&[9, 9, 9, 9], is_march), [vec![1], vec![2], vec![3, 4]]);
        let two_years = ByMonth::from([(Month::of(2025, 11), 9), (Month::of(2026, 0), 9)]);
        assert_eq!(apart(columns(&two_years, 5, |_, _| false)).len(), 2);
        let tied = ByMonth::from([(Month::of(2025, 11), 3), (Month::of(2026, 0), 9)]);
        assert_eq!(apart(columns(&tied, 5, |_, _| false)).len(), 1);
        let runs = ByMonth::from([(Month::of(2026, 0), 9), (Month::of(2026, 1), 3)]);
        let all = columns(&ByMonth::from([(Month::of(2026, 0), 9)]), 5, |_, _| false);
        let all: Vec<Column> = all.into_iter().chain(running(&runs, Month::of(2026, 1), 5)).collect();
        assert_eq!(all.iter().map(|column| column.is_told).collect::<Vec<_>>(), [true, false]);
        assert_eq!(apart(all).len(), 2, "the running month hides none that is over");
    }
}

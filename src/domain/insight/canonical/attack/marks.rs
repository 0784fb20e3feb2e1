//! The attack on marks, such as causes: where it is known that no answer has two, they are the values of a dimension.

use crate::domain::insight::canonical::attack::linear::Equations;
use crate::domain::insight::canonical::attack::random::{Random, parts};
use crate::domain::insight::canonical::attack::{
    Cell, MINIMUM, asked, is_small, ranges, sum, together, wanted,
};
use crate::domain::insight::canonical::columns::columns;
use crate::domain::insight::canonical::marked::{Marked, WITH, with_and_without};
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::{ByValue, Table};

/// Whether a small sum follows from what is told of a whole and of marks, of which each answer is known to have one or none.
fn follows_from_marks(marks: &ByValue) -> bool {
    let whole = together(marks.values());
    let columns = columns(&whole, MINIMUM, |_, _| false);
    let all = ByValue::from([(String::new(), whole.clone())]);
    let pairs = marks.iter().map(|(mark, months)| ((mark.clone(), String::new()), months.clone())).collect();
    let first = Marked::of(columns.clone(), pairs, true, MINIMUM);
    let cells: Vec<Cell<'_>> = marks
        .iter()
        .flat_map(|(mark, months)| months.iter().map(move |(month, n)| (mark.as_str(), "", *month, *n)))
        .collect();
    let of_whole = Table::of_whole(&columns);
    let (mut told, mut questions) = (Equations::default(), Vec::new());
    for (from, to) in ranges(&whole) {
        let months = |month: Month| from <= month && month <= to;
        if of_whole.tells(&[""], months) {
            told.add(&asked(&cells, &[], &[], (from, to)));
        }
        for (mark, some) in marks {
            let asked = asked(&cells, &[mark], &[], (from, to));
            let some = ByValue::from([(String::new(), some.clone())]);
            let marked = Marked::of(columns.clone(), with_and_without(&all, &some), true, MINIMUM);
            if marked.tells(WITH, &[], months) && first.tells(mark, &[], months) {
                assert!(!is_small(sum(&cells, &asked)), "{mark} {from:?} {to:?} of {marks:?}");
                told.add(&asked);
            }
            questions.push(asked);
        }
    }
    wanted(&cells, questions).iter().any(|asked| told.imply(asked))
}

#[test]
fn no_small_sum_follows_from_marks_of_which_each_answer_has_one() {
    for seed in 1..200 {
        let marks = parts(&mut Random::new(seed));
        assert!(!follows_from_marks(&marks), "seed {seed}: {marks:?}");
    }
}

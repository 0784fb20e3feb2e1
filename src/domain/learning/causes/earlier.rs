//! What a name counted for at an earlier moment.
//!
//! The rule: a merge after that moment has no part in it. A name that a cause got since counts, as complaints are told with it
//! instead of the one before, unless another cause had that name.

use std::collections::BTreeSet;

use crate::domain::Timestamp;
use crate::domain::ids::CauseId;
use crate::domain::learning::causes::CauseBook;

impl CauseBook {
    /// Every name by which complaints count for a cause, with the merges up to a moment.
    #[must_use]
    pub fn names_as_of(&self, id: CauseId, at: Timestamp) -> BTreeSet<String> {
        let wanted = self.counted_for(id, at);
        let is_of_another = |name: &str| {
            let mut others = self.causes.values().filter(|cause| cause.name == name);
            others.any(|cause| self.counted_for(cause.id, at) != wanted)
        };
        let names = self.names.values().flatten().filter(|name| self.counted_for(name.cause, at) == wanted);
        names.map(|name| &name.name).filter(|name| !is_of_another(name)).cloned().collect()
    }

    /// The cause for which one counted at a moment.
    fn counted_for(&self, id: CauseId, at: Timestamp) -> CauseId {
        let mut last = id;
        // No merge leads in a circle; the bound holds if a row says otherwise.
        for _ in 0..self.causes.len() {
            let cause = self.causes.get(&last).filter(|cause| cause.merged_at.is_none_or(|then| then <= at));
            match cause.and_then(|cause| cause.merged_into) {
                Some(into) => last = into,
                None => break,
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(day: u32) -> Timestamp {
        format!("2026-01-{day:02}T12:00:00Z").parse().unwrap()
    }

    fn id(number: u128) -> CauseId {
        CauseId(Uuid::from_u128(number))
    }

    fn names(book: &CauseBook, number: u128, day: u32) -> Vec<String> {
        book.names_as_of(id(number), at(day)).into_iter().collect()
    }

    fn book() -> CauseBook {
        let mut book = CauseBook::default();
        for (number, name) in [(1, "a"), (2, "b"), (3, "c"), (4, "d")] {
            book.manage(name, id(number), at(1), "x");
        }
        book
    }

    #[test]
    fn a_later_merge_adds_no_name_and_takes_none_away() {
        let mut book = book();
        book.merge(id(1), id(2), at(5)).unwrap();
        book.merge(id(3), id(2), at(10)).unwrap();
        book.merge(id(2), id(4), at(15)).unwrap();
        assert_eq!(names(&book, 2, 4), ["b"]);
        assert_eq!(names(&book, 2, 5), ["a", "b"]);
        assert_eq!(names(&book, 1, 12), ["a", "b", "c"], "a merged cause is the one behind it");
        assert_eq!(names(&book, 4, 12), ["d"]);
        assert_eq!(names(&book, 2, 15), ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_new_name_of_the_cause_counts_and_that_of_another_does_not() {
        let mut book = book();
        book.rename(id(1), "late", at(10)).unwrap();
        assert_eq!(names(&book, 1, 5), ["a", "late"], "complaints are told with it from then on");
        book.merge(id(2), id(1), at(11)).unwrap();
        book.rename(id(1), "b", at(12)).unwrap();
        assert_eq!(names(&book, 1, 5), ["a", "late"]);
        assert_eq!(names(&book, 1, 11), ["a", "b", "late"]);
    }
}

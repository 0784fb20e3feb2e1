//! Rows whose sum is printed nowhere, but follows almost from numbers of other tables: those who did not answer beside
//! closed complaints, mails and responses.
//!
//! The rule: what such numbers leave when all printed rows are taken off is nothing, or at least the minimum. What is left
//! is no group with a name (complaints that closed twice, answers that do not count), and yet no small one.

/// A number that is known beside the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What the rows and what is in none of them are together; negative where the numbers are of different things.
    difference: i64,
    /// The positions of the rows that are part of it.
    rows: Vec<usize>,
}

impl Known {
    /// The difference of two printed numbers, which holds some of the rows.
    #[must_use]
    pub fn between(whole: u64, part: u64, rows: Vec<usize>) -> Self {
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        Self { difference: number(whole).saturating_sub(number(part)), rows }
    }

    /// What is left of it when the printed rows are taken off.
    fn left(&self, counts: &[u64], printed: &[bool]) -> i64 {
        let number = |place: &usize| counts.get(*place).and_then(|count| i64::try_from(*count).ok());
        let taken: i64 = self.printed(printed).filter_map(|place| number(&place)).sum();
        self.difference.saturating_sub(taken)
    }

    fn printed<'a>(&'a self, printed: &'a [bool]) -> impl Iterator<Item = usize> + 'a {
        self.rows.iter().copied().filter(|place| printed.get(*place).copied().unwrap_or(false))
    }
}

/// Which rows are printed beside the known numbers; `None` if one of these tells of a small number by itself.
#[must_use]
pub fn printed_beside(counts: &[u64], known: &[Known], minimum: u64) -> Option<Vec<bool>> {
    let is_small = |left: i64| left != 0 && left.unsigned_abs() < minimum;
    let mut printed: Vec<bool> = counts.iter().map(|count| *count >= minimum).collect();
    while let Some(telling) = known.iter().find(|known| is_small(known.left(counts, &printed))) {
        let smallest = telling.printed(&printed).min_by_key(|place| counts.get(*place))?;
        *printed.get_mut(smallest)? = false;
    }
    Some(printed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::reporting::hiding::MINIMUM;

    #[test]
    fn a_row_is_left_out_if_what_remains_would_be_small() {
        let all = |whole, part| [Known::between(whole, part, vec![0, 1, 2])];
        // 100 closed, 60 answered: 40 in the rows.
        assert_eq!(printed_beside(&[15, 14, 11], &all(100, 60), MINIMUM), Some(vec![true; 3]));
        // Three complaints more, of which nothing is told.
        assert_eq!(printed_beside(&[15, 14, 11], &all(103, 60), MINIMUM), Some(vec![true, true, false]));
        // Three answers more than complaints.
        assert_eq!(printed_beside(&[15, 14, 11], &all(97, 60), MINIMUM), Some(vec![true, false, false]));
        assert_eq!(printed_beside(&[15, 14, 4], &all(93, 60), MINIMUM), Some(vec![true, false, false]));
        assert_eq!(printed_beside(&[3], &[Known::between(63, 60, vec![0])], MINIMUM), None);
    }

    proptest! {
        #[test]
        fn what_is_left_is_never_small(
            counts in prop::collection::vec(0..40u64, 1..8), others in -20..20i64, parted in 0..8usize,
        ) {
            let all: Vec<usize> = (0..counts.len()).collect();
            let some: Vec<usize> = all.iter().copied().take(parted).collect();
            let sum = |some: &[usize]| some.iter().map(|place| counts[*place]).sum::<u64>();
            let of = |some: &[usize], others: i64| Known { difference: sum(some) as i64 + others, rows: some.to_vec() };
            let known = [of(&all, others), of(&some, 0)];
            if let Some(printed) = printed_beside(&counts, &known, MINIMUM) {
                for known in &known {
                    let left = known.left(&counts, &printed);
                    prop_assert!(left == 0 || left.unsigned_abs() >= MINIMUM, "{left}");
                }
                prop_assert!(printed.iter().zip(&counts).all(|(printed, count)| !printed || *count >= MINIMUM));
            }
        }
    }
}

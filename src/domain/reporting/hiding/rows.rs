//! The rows of a table in which each complaint counts once.
//!
//! The rule: rows that are too small are printed as one, with further rows, smallest first, until that one is large enough.
//! Then every printed row is large enough, and so is every sum of rows and what the total leaves.

use crate::domain::reporting::document::{Label, Row, Table};
use crate::domain::reporting::figure::Figure;
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};

/// The printed rows, in the order of the counted ones, then what is printed together, what was not told, and the total;
/// rows without complaints are left out. `None` if the total itself is too small.
#[must_use]
pub fn merged(counted: &[(Label, u64)], minimum: u64) -> Option<Vec<(Label, u64)>> {
    let counts: Vec<u64> = counted.iter().map(|(_, count)| *count).collect();
    let total: u64 = counts.iter().sum();
    if is_too_small(total, minimum) {
        return None;
    }
    let hidden = hidden_beside_a_total(&counts, 0, minimum);
    let others: u64 = counts.iter().zip(&hidden).filter(|(_, hide)| **hide).map(|(count, _)| count).sum();
    let shown = counted.iter().zip(&hidden).filter(|((_, count), hide)| !**hide && *count > 0);
    let (last, mut rows): (Vec<_>, Vec<_>) =
        shown.map(|(row, _)| row.clone()).partition(|(label, _)| *label == Label::NotTold);
    if others > 0 {
        rows.push((Label::Others, others));
    }
    rows.extend(last);
    rows.push((Label::Total, total));
    Some(rows)
}

/// A table with the count and the share of each row.
#[must_use]
pub fn table(key: &str, counted: &[(Label, u64)], minimum: u64) -> Table {
    let rows = match merged(counted, minimum) {
        Some(rows) => {
            let total = rows.last().map_or(0, |(_, total)| *total);
            let figures = |count: u64| vec![Figure::count(count), Figure::share(count, total)];
            rows.into_iter().map(|(label, count)| Row { label, figures: figures(count) }).collect()
        }
        None => vec![Row { label: Label::Total, figures: vec![Figure::Hidden, Figure::Hidden] }],
    };
    let columns = ["label", "complaints", "share"].map(str::to_owned).to_vec();
    Table { key: key.to_owned(), columns, rows }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::reporting::hiding::MINIMUM;

    fn own(name: &str) -> Label {
        Label::Own { value: name.to_owned() }
    }

    #[test]
    fn small_rows_are_printed_as_one_with_the_next_smallest() {
        let counted = [
            (own("a"), 30),
            (own("b"), 14),
            (own("c"), 4),
            (own("d"), 3),
            (Label::NotTold, 20),
            (own("e"), 0),
        ];
        let expected = [(own("a"), 30), (Label::Others, 21), (Label::NotTold, 20), (Label::Total, 71)];
        assert_eq!(merged(&counted, MINIMUM).unwrap(), expected);
        let enough = [(own("a"), 30), (own("c"), 6), (own("d"), 4)];
        assert_eq!(merged(&enough, MINIMUM).unwrap()[1], (Label::Others, 10));
    }

    #[test]
    fn a_small_total_prints_no_row() {
        assert_eq!(merged(&[(own("a"), 9)], MINIMUM), None);
        let printed = table("channel", &[(own("a"), 5), (own("b"), 4)], MINIMUM);
        assert_eq!(
            printed.rows,
            [Row { label: Label::Total, figures: vec![Figure::Hidden, Figure::Hidden] }]
        );
        assert_eq!(merged(&[], MINIMUM).unwrap(), [(Label::Total, 0)]);
        assert_eq!(merged(&[(own("a"), 12)], MINIMUM).unwrap(), [(own("a"), 12), (Label::Total, 12)]);
    }

    proptest! {
        /// Rows of one table, and rows of two tables over the same complaints, whose totals are one number.
        #[test]
        fn no_small_number_follows_from_rows_and_totals(
            counts in prop::collection::vec(0..30u64, 1..9),
        ) {
            let counted: Vec<(Label, u64)> =
                counts.iter().enumerate().map(|(place, count)| (own(&place.to_string()), *count)).collect();
            let total: u64 = counts.iter().sum();
            let Some(rows) = merged(&counted, MINIMUM) else {
                prop_assert!(is_too_small(total, MINIMUM));
                return Ok(());
            };
            let (last, rows) = rows.split_last().unwrap();
            prop_assert_eq!(last, &(Label::Total, total));
            prop_assert_eq!(rows.iter().map(|(_, count)| count).sum::<u64>(), total);
            for set in 0..1_u32 << rows.len() {
                let some: u64 =
                    rows.iter().enumerate().filter(|(place, _)| (set >> place) & 1 == 1).map(|(_, (_, count))| count).sum();
                prop_assert!(!is_too_small(some, MINIMUM) && !is_too_small(total - some, MINIMUM));
            }
            let merged = counted.iter().filter(|(label, count)| *count > 0 && rows.iter().all(|(one, _)| one != label));
            let merged = merged.count();
            prop_assert!(merged == 0 || merged >= 2, "one row alone is not printed together");
            let shares = table("product", &counted, MINIMUM).rows;
            for row in shares {
                let Some(Figure::Share { part, whole, .. }) = row.figures.get(1) else { continue };
                prop_assert!(!is_too_small(*part, MINIMUM) && !is_too_small(whole - part, MINIMUM));
            }
        }
    }
}

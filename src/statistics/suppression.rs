//! Which cells of a table stay hidden so that no respondent can be identified.
//!
//! A cell with 1 up to `minimum - 1` responses is hidden. If the total of the cells is shown as well, hiding one cell
//! is not enough (it is the total minus the visible ones), so further cells, smallest first, are hidden until the
//! hidden ones hold `minimum` responses in all. This is the "complementary cell suppression" of Willenborg L., de Waal
//! T. (2001), Elements of Statistical Disclosure Control, Springer.

/// Whether a figure over this many responses is hidden on its own account.
#[must_use]
pub fn is_too_small(responses: u64, minimum: u64) -> bool {
    responses > 0 && responses < minimum
}

/// For each cell of a row whose total is also shown, whether it stays hidden. `elsewhere` is the part of the total that
/// is in none of the cells: it is not shown, so it counts as hidden.
#[must_use]
pub fn hidden_beside_a_total(responses: &[u64], elsewhere: u64, minimum: u64) -> Vec<bool> {
    let mut hidden: Vec<bool> = responses.iter().map(|&n| is_too_small(n, minimum)).collect();
    let mut together: u64 =
        elsewhere + responses.iter().zip(&hidden).filter(|(_, hide)| **hide).map(|(n, _)| n).sum::<u64>();
    while is_too_small(together, minimum) {
        let smallest_visible = responses
            .iter()
            .enumerate()
            .filter(|(index, n)| **n > 0 && !hidden.get(*index).copied().unwrap_or(true))
            .min_by_key(|(_, n)| **n);
        let Some((index, n)) = smallest_visible else { break };
        if let Some(cell) = hidden.get_mut(index) {
            *cell = true;
        }
        together += n;
    }
    hidden
}

/// For each row of a table of which the total of both columns is also shown, whether it stays hidden: a row with a small cell,
/// and further rows, smallest first, until the hidden ones hold no small number in either column.
#[must_use]
pub fn hidden_rows_beside_totals(rows: &[[u64; 2]], minimum: u64) -> Vec<bool> {
    let mut hidden: Vec<bool> =
        rows.iter().map(|row| row.iter().any(|n| is_too_small(*n, minimum))).collect();
    let hidden_in = |hidden: &[bool], column: fn(&[u64; 2]) -> u64| -> u64 {
        rows.iter().zip(hidden).filter(|(_, hide)| **hide).map(|(row, _)| column(row)).sum()
    };
    while is_too_small(hidden_in(&hidden, |row| row[0]), minimum)
        || is_too_small(hidden_in(&hidden, |row| row[1]), minimum)
    {
        let visible = rows.iter().zip(&mut hidden).filter(|(row, hide)| !**hide && row[0] + row[1] > 0);
        let Some((_, hide)) = visible.min_by_key(|(row, _)| row[0] + row[1]) else { break };
        *hide = true;
    }
    hidden
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_single_small_cell_takes_the_next_smallest_with_it() {
        assert_eq!(hidden_beside_a_total(&[20, 3, 8, 0], 0, 5), [false, true, true, false]);
    }

    #[test]
    fn two_small_cells_that_hold_enough_together_need_no_third() {
        assert_eq!(hidden_beside_a_total(&[20, 3, 4, 0], 0, 5), [false, true, true, false]);
    }

    #[test]
    fn a_small_rest_of_the_total_takes_the_smallest_cell_with_it() {
        assert_eq!(hidden_beside_a_total(&[20, 9, 8], 3, 5), [false, false, true]);
    }

    #[test]
    fn nothing_is_hidden_when_nothing_is_small() {
        assert_eq!(hidden_beside_a_total(&[20, 0, 8], 0, 5), [false, false, false]);
    }

    #[test]
    fn a_small_cell_hides_rows_until_neither_column_tells_of_it() {
        assert_eq!(
            hidden_rows_beside_totals(&[[20, 30], [3, 40], [6, 9], [0, 50]], 5),
            [false, true, true, false]
        );
        assert_eq!(
            hidden_rows_beside_totals(&[[20, 2], [30, 30], [0, 7]], 5),
            [true, false, true],
            "seven who do not hide two"
        );
        assert_eq!(hidden_rows_beside_totals(&[[20, 30], [0, 9]], 5), [false, false]);
        assert_eq!(hidden_rows_beside_totals(&[[2, 30]], 5), [true]);
    }

    proptest! {
        #[test]
        fn no_column_tells_of_a_hidden_row(
            rows in proptest::collection::vec((0..30u64, 0..30u64), 1..12),
            minimum in 1..10u64,
        ) {
            let rows: Vec<[u64; 2]> = rows.into_iter().map(|(some, others)| [some, others]).collect();
            let hidden = hidden_rows_beside_totals(&rows, minimum);
            for column in [0, 1] {
                let of_hidden: u64 = rows.iter().zip(&hidden).filter(|(_, h)| **h).map(|(row, _)| row[column]).sum();
                let total: u64 = rows.iter().map(|row| row[column]).sum();
                prop_assert!(!is_too_small(of_hidden, minimum) || is_too_small(total, minimum));
            }
            for (row, hide) in rows.iter().zip(&hidden) {
                prop_assert!(*hide || row.iter().all(|n| !is_too_small(*n, minimum)));
            }
        }

        #[test]
        fn what_is_hidden_can_never_be_had_by_subtraction(
            responses in proptest::collection::vec(0..30u64, 1..20),
            elsewhere in 0..30u64,
            minimum in 1..10u64,
        ) {
            let hidden = hidden_beside_a_total(&responses, elsewhere, minimum);
            let of_cells: u64 = responses.iter().zip(&hidden).filter(|(_, h)| **h).map(|(n, _)| n).sum();
            let together = elsewhere + of_cells;
            let total: u64 = elsewhere + responses.iter().sum::<u64>();
            prop_assert!(!is_too_small(together, minimum) || is_too_small(total, minimum));
            for (n, hide) in responses.iter().zip(&hidden) {
                prop_assert!(*hide || !is_too_small(*n, minimum));
            }
        }
    }
}

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

    proptest! {
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

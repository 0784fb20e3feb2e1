//! Multiple comparisons: p-values adjusted to control the false discovery rate.
//!
//! Benjamini Y., Hochberg Y. (1995), Journal of the Royal Statistical Society B 57:289-300.

/// Adjusted p-values, in the order given.
#[must_use]
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let count = p_values.len() as f64;
    let mut by_size: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    by_size.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest = 1.0_f64;
    for (rank_from_top, (index, p)) in by_size.into_iter().enumerate() {
        smallest = smallest.min(p * (count / (count - rank_from_top as f64)));
        if let Some(place) = adjusted.get_mut(index) {
            *place = smallest;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn adjusting_never_makes_a_p_value_smaller_and_keeps_the_order(p in proptest::collection::vec(0.0..1.0f64, 1..30)) {
            let adjusted = benjamini_hochberg(&p);
            for (before, after) in p.iter().zip(&adjusted) {
                prop_assert!(after >= before && *after <= 1.0);
            }
            for (a, b) in p.iter().zip(&adjusted) {
                for (c, d) in p.iter().zip(&adjusted) {
                    prop_assert!(a > c || b <= d);
                }
            }
        }
    }

    #[test]
    fn the_largest_of_many_is_kept_to_the_last_bit() {
        // Found by the property above: multiplied by 22 and divided by 22 it became smaller by rounding.
        let mut p = [0.0; 22];
        p[7] = 0.960_607_693_612_720_8;
        assert!(benjamini_hochberg(&p)[7] >= p[7]);
    }

    #[test]
    fn one_comparison_needs_no_adjustment_and_none_gives_none() {
        assert_eq!(benjamini_hochberg(&[0.03]), [0.03]);
        assert!(benjamini_hochberg(&[]).is_empty());
    }
}

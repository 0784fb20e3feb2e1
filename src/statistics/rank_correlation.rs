//! The rank correlation of two ordinal scales.
//!
//! Spearman C. (1904), American Journal of Psychology 15:72-101: the correlation of ranks, ties at their mean rank.

/// The rank correlation, -1..=1, of pairs with their counts; `None` if either side is constant or empty.
#[must_use]
pub fn spearman(pairs: &[(f64, f64, u64)]) -> Option<f64> {
    let total: u64 = pairs.iter().map(|(_, _, times)| times).sum();
    let first = mean_ranks(pairs.iter().map(|(first, _, times)| (*first, *times)).collect());
    let second = mean_ranks(pairs.iter().map(|(_, second, times)| (*second, *times)).collect());
    let middle = (total as f64 + 1.0) / 2.0;
    let (mut together, mut of_first, mut of_second) = (0.0, 0.0, 0.0);
    for (a, b, times) in pairs {
        let (a, b, times) = (rank(&first, *a) - middle, rank(&second, *b) - middle, *times as f64);
        together += times * a * b;
        of_first += times * a * a;
        of_second += times * b * b;
    }
    let spread = (of_first * of_second).sqrt();
    (spread > 0.0).then(|| (together / spread).clamp(-1.0, 1.0))
}

/// Each value with the mean rank of all values equal to it.
fn mean_ranks(mut values: Vec<(f64, u64)>) -> Vec<(f64, f64)> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut ranks: Vec<(f64, f64)> = Vec::new();
    let mut below = 0;
    for equal in values.chunk_by(|a, b| a.0 == b.0) {
        let times: u64 = equal.iter().map(|(_, times)| times).sum();
        let value = equal.first().map_or(0.0, |(value, _)| *value);
        ranks.push((value, below as f64 + (times as f64 + 1.0) / 2.0));
        below += times;
    }
    ranks
}

fn rank(ranks: &[(f64, f64)], value: f64) -> f64 {
    ranks.iter().find(|(other, _)| *other == value).map_or(0.0, |(_, rank)| *rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worked_example_with_ties_comes_out() {
        // R: cor(c(1,2,2,3,5), c(2,1,4,4,5), method = "spearman").
        let pairs = [(1.0, 2.0, 1), (2.0, 1.0, 1), (2.0, 4.0, 1), (3.0, 4.0, 1), (5.0, 5.0, 1)];
        assert!((spearman(&pairs).unwrap() - 0.763_157_894_736_842).abs() < 1e-12, "{:?}", spearman(&pairs));
    }

    #[test]
    fn repeating_a_pair_is_the_same_as_naming_it_often() {
        let often = spearman(&[(1.0, 3.0, 2), (2.0, 5.0, 3), (4.0, 4.0, 1)]);
        let named =
            [(1.0, 3.0, 1), (1.0, 3.0, 1), (2.0, 5.0, 1), (2.0, 5.0, 1), (2.0, 5.0, 1), (4.0, 4.0, 1)];
        assert!((often.unwrap() - spearman(&named).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn what_is_all_alike_moves_with_nothing() {
        assert_eq!(spearman(&[(3.0, 1.0, 4), (3.0, 2.0, 4)]), None);
        assert_eq!(spearman(&[]), None);
    }
}

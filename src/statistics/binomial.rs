//! Exact tests of a count against a share, for counts too small for a normal approximation.
//!
//! The rule: a probability is accurate to the last digits of a double, for counts of any size.

/// The probability of at least `some` successes in `all` trials, each with probability `share`: the p-value of the
/// exact one-sided binomial test (Clopper and Pearson, Biometrika 26, 1934). 1 if `some` is 0; 0 only if the value is
/// below the smallest double.
#[must_use]
pub fn chance_of_at_least(some: u64, all: u64, share: f64) -> f64 {
    if some == 0 {
        return 1.0;
    }
    if some > all || share <= 0.0 {
        return 0.0;
    }
    if share >= 1.0 {
        return 1.0;
    }
    // Summed over the smaller tail, so that it neither vanishes nor is lost in a difference.
    if some as f64 > share * all as f64 {
        tail(some, all, share)
    } else {
        1.0 - tail(all - some + 1, all, 1.0 - share)
    }
}

/// The upper tail above the mean: each term is computed from the previous one and is smaller.
fn tail(some: u64, all: u64, share: f64) -> f64 {
    let odds = share / (1.0 - share);
    let ways: f64 = (1..=some).map(|taken| ((all - some + taken) as f64 / taken as f64).ln()).sum();
    let first = ways + some as f64 * share.ln() + (all - some) as f64 * (1.0 - share).ln();
    let (mut term, mut sum) = (first.exp(), 0.0);
    for count in some..=all {
        sum += term;
        if term <= sum * f64::EPSILON {
            break;
        }
        term *= (all - count) as f64 / (count + 1) as f64 * odds;
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_those_of_the_binomial_distribution() {
        // From scipy.stats.binom.sf(some - 1, all, share).
        for (some, all, share, expected) in [
            (0, 86, 0.02, 1.0),
            (1, 30, 0.02, 0.454_515_680_6),
            (2, 86, 0.02, 0.515_180_367_5),
            (2, 2, 0.5, 0.25),
            (1, 3, 0.5, 0.875),
            (5, 4, 0.02, 0.0),
            (1, 40_000, 0.02, 1.0),
            (100, 100_000, 0.02, 1.0),
            (800, 40_000, 0.02, 0.504_844_316_2),
            (2_100, 100_000, 0.02, 0.012_768_717_5),
        ] {
            let found = chance_of_at_least(some, all, share);
            assert!((found - expected).abs() < 1e-8, "{some} of {all}: {found}");
        }
    }

    #[test]
    fn it_falls_with_every_further_one_and_large_counts_hold() {
        for all in [1_u64, 40, 5_000, 2_000_000] {
            let mut before = 1.0;
            for some in (0..=all.min(400)).chain([all]) {
                let found = chance_of_at_least(some, all, 0.02);
                assert!((0.0..=before + 1e-9).contains(&found), "{some} of {all}: {found}, after {before}");
                before = found;
            }
        }
    }
}

//! Which words set one group's texts apart from another's.
//!
//! The log-odds ratio with an informative Dirichlet prior: Monroe B., Colaresi M., Quinn K. (2008), "Fightin' Words", Political
//! Analysis 16:372-403, section 3.4, equations 15, 16, 20 and 22. The prior is how often each word is used in both groups: it
//! pulls a rare word towards no difference, which neither a difference of shares nor a plain odds ratio does.
//!
//! The rule: every word of the texts is counted, also one that is not shown, since the odds are against all other words.

/// How often a word is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordUses {
    pub here: u64,
    pub elsewhere: u64,
}

/// How far the use of a word differs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordOdds {
    /// The natural logarithm of the odds ratio; above 0 the word is used more here.
    pub log_odds: f64,
    /// The same in standard errors.
    pub z: f64,
}

/// The odds of each word, in the order given. `prior` is the weight of what both groups have in common, as a number of words.
#[must_use]
pub fn word_odds(words: &[WordUses], prior: f64) -> Vec<WordOdds> {
    let here: u64 = words.iter().map(|word| word.here).sum();
    let elsewhere: u64 = words.iter().map(|word| word.elsewhere).sum();
    let of_prior = prior / (here + elsewhere).max(1) as f64;
    let odds = |word: &WordUses| {
        let alpha = of_prior * (word.here + word.elsewhere) as f64;
        let (used_here, used_elsewhere) = (word.here as f64 + alpha, word.elsewhere as f64 + alpha);
        let (other_here, other_elsewhere) =
            (here as f64 + prior - used_here, elsewhere as f64 + prior - used_elsewhere);
        let smallest = used_here.min(used_elsewhere).min(other_here).min(other_elsewhere);
        // The only word of all texts has no odds.
        if smallest <= 0.0 {
            return WordOdds::default();
        }
        let log_odds = (used_here / other_here).ln() - (used_elsewhere / other_elsewhere).ln();
        WordOdds { log_odds, z: log_odds / (used_here.recip() + used_elsewhere.recip()).sqrt() }
    };
    words.iter().map(odds).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn uses(here: u64, elsewhere: u64) -> WordUses {
        WordUses { here, elsewhere }
    }

    /// Worked by hand: 40 of 200 words with a prior of 20 are 4, so ln(34 / 86) - ln(14 / 106), and 1 / 34 + 1 / 14.
    #[test]
    fn the_odds_are_those_worked_by_hand() {
        let found = word_odds(&[uses(30, 10), uses(70, 90)], 20.0);
        assert!((found[0].log_odds - ((34.0_f64 / 86.0).ln() - (14.0_f64 / 106.0).ln())).abs() < 1e-12);
        assert!((found[0].log_odds - 1.096_395).abs() < 5e-7, "{found:?}");
        assert!((found[0].z - 3.452_629).abs() < 5e-7, "{found:?}");
        assert!(
            (found[1].log_odds + found[0].log_odds).abs() < 1e-12,
            "of two words one is the other's rest"
        );
        assert!((found[1].z - -7.554_724).abs() < 5e-7, "{found:?}");
    }

    #[test]
    fn hardly_any_prior_gives_the_plain_odds_and_a_heavy_one_no_difference() {
        let words = [uses(30, 10), uses(70, 90)];
        let plain = (30.0_f64 / 70.0).ln() - (10.0_f64 / 90.0).ln();
        assert!((word_odds(&words, 1e-9)[0].log_odds - plain).abs() < 1e-6);
        assert!(word_odds(&words, 1e9)[0].log_odds.abs() < 1e-5);
    }

    #[test]
    fn a_rare_word_of_one_group_stands_behind_a_common_one() {
        let words = [uses(3, 0), uses(40, 20), uses(57, 80)];
        let found = word_odds(&words, 100.0);
        assert!(found[0].z > 0.0 && found[1].z > found[0].z, "{found:?}");
    }

    #[test]
    fn one_word_and_none_have_no_odds() {
        assert_eq!(word_odds(&[uses(3, 2)], 20.0), [WordOdds::default()]);
        assert_eq!(word_odds(&[], 20.0), []);
        assert_eq!(word_odds(&[uses(0, 0), uses(3, 2)], 20.0)[0], WordOdds::default());
    }

    proptest! {
        #[test]
        fn the_other_way_round_it_is_the_opposite(words in proptest::collection::vec((0..50u64, 0..50u64), 2..20)) {
            let uses: Vec<WordUses> = words.iter().map(|(here, elsewhere)| WordUses { here: *here, elsewhere: *elsewhere }).collect();
            let turned: Vec<WordUses> = words.iter().map(|(here, elsewhere)| WordUses { here: *elsewhere, elsewhere: *here }).collect();
            for (one, other) in word_odds(&uses, 100.0).iter().zip(word_odds(&turned, 100.0)) {
                prop_assert!((one.log_odds + other.log_odds).abs() < 1e-9 && (one.z + other.z).abs() < 1e-9);
                prop_assert!(one.z.is_finite());
            }
        }
    }
}

//! Which satisfaction item correlates with the score.
//!
//! A correlation is no cause: it suggests where to look first. It is Spearman's (1904, American Journal of Psychology
//! 15:72-101), with ties at their mean rank, since neither scale has equal steps.

use std::collections::BTreeMap;

use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::{Difference, difference};
use crate::statistics::normal::Confidence;
use crate::statistics::proportion::{Share, wilson};
use crate::statistics::rank_correlation::spearman;
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};
use crate::statistics::tally::{Counts, Tally};

/// The lowest rating that counts as satisfied.
const SATISFIED: u8 = 4;

/// How often a rating of an item occurs together with a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatedScore {
    pub item: ItemId,
    pub rating: Rating,
    pub score: Score,
    pub times: u64,
}

/// An item against the score.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    pub item: ItemId,
    pub figures: Visible<DriverFigures>,
}

/// The figures of an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DriverFigures {
    pub answered: u64,
    pub satisfied: Option<Share>,
    /// -1..=1; `None` if all ratings or all scores are equal.
    pub correlation: Option<f64>,
    /// NPS of the satisfied minus that of the others; `None` if either group is empty or hidden.
    pub difference: Option<Difference>,
}

/// The items, strongest correlation with the score first.
#[must_use]
pub fn drivers(rated: &[RatedScore], confidence: Confidence, minimum_group: u64) -> Vec<Driver> {
    let mut by_item: BTreeMap<&ItemId, Vec<&RatedScore>> = BTreeMap::new();
    for one in rated {
        by_item.entry(&one.item).or_default().push(one);
    }
    let mut drivers: Vec<Driver> = by_item
        .into_iter()
        .map(|(item, rated)| Driver {
            item: item.clone(),
            figures: figures(&rated, confidence, minimum_group),
        })
        .collect();
    let strength = |driver: &Driver| driver.figures.shown().and_then(|figures| figures.correlation);
    // What has no correlation comes last: below any.
    drivers.sort_by(|a, b| strength(b).unwrap_or(-2.0).total_cmp(&strength(a).unwrap_or(-2.0)));
    drivers
}

fn figures(rated: &[&RatedScore], confidence: Confidence, minimum_group: u64) -> Visible<DriverFigures> {
    let (mut satisfied, mut others) = (Tally::default(), Tally::default());
    for one in rated {
        let side = if one.rating.value() >= SATISFIED { &mut satisfied } else { &mut others };
        if let Some(count) = side.0.get_mut(usize::from(one.score.value())) {
            *count += one.times;
        }
    }
    let (satisfied, others): (Counts, Counts) = (satisfied.counts(), others.counts());
    let answered = satisfied.responses() + others.responses();
    if is_too_small(answered, minimum_group) {
        return Visible::TooSmall;
    }
    let sizes = [satisfied.responses(), others.responses()];
    let is_hidden = hidden_beside_a_total(&sizes, 0, minimum_group).contains(&true);
    let pairs: Vec<(f64, f64, u64)> = rated
        .iter()
        .map(|one| (f64::from(one.rating.value()), f64::from(one.score.value()), one.times))
        .collect();
    Visible::Shown(DriverFigures {
        answered,
        satisfied: wilson(satisfied.responses(), answered, confidence).filter(|_| !is_hidden),
        correlation: spearman(&pairs).filter(|_| !is_hidden),
        difference: difference(&satisfied, &others, confidence).filter(|_| !is_hidden),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(item: &str, rating: i64, score: i64, times: u64) -> RatedScore {
        RatedScore {
            item: item.parse().unwrap(),
            rating: rating.to_string().parse().unwrap(),
            score: Score::try_from(score).unwrap(),
            times,
        }
    }

    #[test]
    fn the_item_that_moves_with_the_score_comes_first() {
        let found = drivers(
            &[
                rated("language", 5, 10, 10),
                rated("language", 5, 2, 10),
                rated("language", 2, 10, 10),
                rated("language", 2, 2, 10),
                rated("speed", 5, 10, 20),
                rated("speed", 1, 2, 20),
            ],
            Confidence::P95,
            5,
        );
        assert_eq!(found.iter().map(|driver| driver.item.name()).collect::<Vec<_>>(), ["speed", "language"]);
        let speed = found[0].figures.shown().unwrap();
        assert!((speed.correlation.unwrap() - 1.0).abs() < 1e-12);
        assert!((speed.difference.unwrap().points - 200.0).abs() < 1e-9);
        assert!(found[1].figures.shown().unwrap().correlation.unwrap().abs() < 1e-12);
    }

    #[test]
    fn a_small_side_hides_what_would_tell_it() {
        let found = drivers(&[rated("speed", 5, 10, 20), rated("speed", 1, 2, 3)], Confidence::P95, 5);
        let figures = found[0].figures.shown().unwrap();
        assert_eq!((figures.answered, figures.satisfied, figures.difference), (23, None, None));
        let few = drivers(&[rated("speed", 5, 10, 4)], Confidence::P95, 5);
        assert_eq!(few[0].figures, Visible::TooSmall);
    }
}

//! How precise the keywords of a theme are: random hits, each judged right or wrong by a person.
//!
//! The rule: the hits are drawn once, by a seed that is kept, and a new draw waits until the last one is judged: redrawing at
//! will would allow selecting a favourable result. A result belongs to the keywords that it was drawn for.

use sha2::{Digest as _, Sha256};

use crate::domain::Timestamp;
use crate::domain::answering::score::Score;
use crate::domain::ids::{ResponseId, ThemeCheckId, ThemeId};
use crate::domain::insight::theme::Theme;
use crate::domain::named::named_enum;
use crate::statistics::normal::Confidence;
use crate::statistics::proportion::{Share, wilson};

/// The hits of a check, unless the keywords have fewer.
pub const HITS: usize = 20;

named_enum! {
    /// Whether a response is about the theme.
    pub enum Judgement {
        Right = "right",
        Wrong = "wrong",
    }
}

/// What a draw begins with: chosen at random and kept.
pub type Seed = [u8; 32];

/// A check of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeCheck {
    pub id: ThemeCheckId,
    pub theme: ThemeId,
    /// The keywords as they were, one per line.
    pub keywords: String,
    pub seed: Seed,
    /// The hits that were drawn from.
    pub drawn_from: u64,
    pub drawn_at: Timestamp,
    pub drawn_by: String,
}

/// A hit that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// From 1, in the order of the draw.
    pub place: u32,
    /// The score and the words; `None` if they are no longer kept.
    pub written: Option<(Score, String)>,
    pub judgement: Option<Judgement>,
    /// When and by whom it was judged.
    pub judged: Option<(Timestamp, String)>,
}

/// A theme with its latest check, if it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTheme {
    pub theme: Theme,
    pub latest: Option<(ThemeCheck, Vec<Hit>)>,
}

impl CheckedTheme {
    /// Whether a hit can still be judged.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let is_open = |hit: &Hit| hit.judgement.is_none() && hit.written.is_some();
        self.latest.as_ref().is_some_and(|(_, hits)| hits.iter().any(is_open))
    }

    /// The result so far.
    #[must_use]
    pub fn precision(&self) -> Option<Precision> {
        let (check, hits) = self.latest.as_ref()?;
        let judged = |judgement| hits.iter().filter(|hit| hit.judgement == Some(judgement)).count() as u64;
        Some(Precision {
            drawn: hits.len() as u64,
            judged: judged(Judgement::Right) + judged(Judgement::Wrong),
            right: judged(Judgement::Right),
            is_of_earlier_keywords: self.theme.keywords.lines() != check.keywords,
        })
    }
}

/// Why no hits were drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawRefusal {
    /// The hits of the last check are not all judged.
    StillOpen,
    /// The theme is given by hand only.
    NoKeywords,
    /// The keywords were changed and are not applied to every response yet.
    RulesPending,
    /// The keywords have too few hits.
    TooFew,
}

/// The result of the latest check of a theme so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Precision {
    pub drawn: u64,
    pub judged: u64,
    pub right: u64,
    /// The keywords were changed after the draw.
    pub is_of_earlier_keywords: bool,
}

impl Precision {
    /// The share of judged hits that are right; `None` before the first.
    #[must_use]
    pub fn share(&self, confidence: Confidence) -> Option<Share> {
        wilson(self.right, self.judged, confidence)
    }

    /// Whether every hit is judged.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.judged == self.drawn
    }
}

/// The hits to judge: those with the smallest SHA-256 of the seed and their identifier, in that order, so that the draw depends
/// neither on the order of the hits nor on the database.
#[must_use]
pub fn draw(seed: &Seed, hits: &[ResponseId]) -> Vec<ResponseId> {
    let number = |id: &ResponseId| -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(seed);
        hash.update(id.0.as_bytes());
        hash.finalize().into()
    };
    let mut numbered: Vec<([u8; 32], ResponseId)> = hits.iter().map(|id| (number(id), *id)).collect();
    numbered.sort_unstable();
    numbered.into_iter().take(HITS).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_draw_depends_on_the_seed_and_not_on_the_order() {
        let mut hits: Vec<ResponseId> = (0..100).map(|number| ResponseId(Uuid::from_u128(number))).collect();
        let drawn = draw(&[1; 32], &hits);
        hits.reverse();
        assert_eq!(draw(&[1; 32], &hits), drawn);
        assert_ne!(draw(&[2; 32], &hits), drawn);
        assert_eq!(drawn.iter().collect::<std::collections::BTreeSet<_>>().len(), HITS);
        assert_eq!(draw(&[1; 32], &hits[..3]).len(), 3);
    }

    #[test]
    fn every_hit_has_the_same_chance() {
        let hits: Vec<ResponseId> = (0..40).map(|number| ResponseId(Uuid::from_u128(number))).collect();
        let mut times = [0_u32; 40];
        for seed in 0..=255_u8 {
            for id in draw(&[seed; 32], &hits) {
                times[id.0.as_u128() as usize] += 1;
            }
        }
        // 128 expected; the standard deviation is 8.
        assert!(times.iter().all(|drawn| (88..=168).contains(drawn)), "{times:?}");
    }

    #[test]
    fn the_result_is_of_what_is_judged() {
        let none = Precision { drawn: 20, judged: 0, right: 0, is_of_earlier_keywords: false };
        assert!(none.share(Confidence::P95).is_none() && !none.is_complete());
        let all = Precision { judged: 20, right: 18, ..none };
        let share = all.share(Confidence::P95).unwrap();
        assert!(all.is_complete() && (share.low - 0.699).abs() < 5e-4 && (share.high - 0.972).abs() < 5e-4);
    }
}

//! The answer to the NPS question.

use crate::statistics::tally::{SCORES, Tally};

/// A whole number from 0 (very unlikely to recommend) to 10 (very likely).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Score(u8);

/// The text or number is not a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number from 0 to 10")]
pub struct NotAScore;

impl Score {
    /// All scores, 0 to 10.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=10).map(Self)
    }

    /// The score as a number.
    #[must_use]
    pub fn value(self) -> u8 {
        self.0
    }

    /// Whether it makes the respondent a detractor (0 to 6).
    #[must_use]
    pub fn is_detractor(self) -> bool {
        self.0 <= 6
    }

    /// Whether it makes the respondent a promoter (9 or 10).
    #[must_use]
    pub fn is_promoter(self) -> bool {
        self.0 >= 9
    }

    /// The tally of one response with this score.
    #[must_use]
    pub fn tally(self) -> Tally {
        let mut scores = [0; SCORES];
        if let Some(count) = scores.get_mut(usize::from(self.0)) {
            *count = 1;
        }
        Tally(scores)
    }
}

impl TryFrom<i64> for Score {
    type Error = NotAScore;

    fn try_from(value: i64) -> Result<Self, NotAScore> {
        u8::try_from(value).ok().filter(|score| *score <= 10).map(Self).ok_or(NotAScore)
    }
}

impl std::str::FromStr for Score {
    type Err = NotAScore;

    /// Digits only: `+7`, `7.0` and ` 7` are rejected.
    fn from_str(text: &str) -> Result<Self, NotAScore> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAScore);
        }
        text.parse::<i64>().map_err(|_| NotAScore)?.try_into()
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_from_0_to_10_are_scores() {
        for (text, value) in [("0", 0), ("7", 7), ("10", 10)] {
            assert_eq!(text.parse(), Ok(Score(value)));
        }
        for text in ["", "-1", "11", "7.5", "+7", " 7", "7 ", "seven", "99999999999999999999"] {
            assert_eq!(text.parse::<Score>(), Err(NotAScore), "{text:?}");
        }
    }
}

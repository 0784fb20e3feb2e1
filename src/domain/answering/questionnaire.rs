//! The questionnaire: which questions the form asks.
//!
//! The rule: a published version never changes. Other questions make a new version with a new name; each invitation
//! keeps the version it was made with, and figures can be split by it. The NPS question comes first and is the only
//! mandatory one.

use std::collections::BTreeMap;

use crate::domain::answering::form_fields;
use crate::domain::answering::score::Score;
use crate::domain::people::language::Language;

/// The identifier of a satisfaction item, answered on a scale of 1 (very dissatisfied) to 5 (very satisfied): also the
/// name of its form field, and of its column in a file of responses.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(String);

/// The text is not a valid item identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be 1 to 40 small letters, digits or underscores, begin with a letter, and be no other field's name"
)]
pub struct NotAnItem;

impl ItemId {
    /// The identifier as text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for ItemId {
    type Err = NotAnItem;

    fn from_str(text: &str) -> Result<Self, NotAnItem> {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(is_allowed)
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && !form_fields::ALL.contains(&text);
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAnItem) }
    }
}

impl std::fmt::Display for ItemId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The answer to an item, 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rating(u8);

/// The text is not a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number from 1 to 5")]
pub struct NotARating;

impl Rating {
    /// All ratings, 1 to 5.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=5).map(Self)
    }

    /// The rating as a number.
    #[must_use]
    pub fn value(self) -> u8 {
        self.0
    }
}

impl std::str::FromStr for Rating {
    type Err = NotARating;

    fn from_str(text: &str) -> Result<Self, NotARating> {
        match text {
            "1" => Ok(Self(1)),
            "2" => Ok(Self(2)),
            "3" => Ok(Self(3)),
            "4" => Ok(Self(4)),
            "5" => Ok(Self(5)),
            _ => Err(NotARating),
        }
    }
}

/// The questionnaire that is used until another is published. Its items are the sub-topics of KPI 4 (quality of
/// handling) from the customer's side; its texts are in the catalogues, in every language.
pub const BUILT_IN: &str = "complaint-handling-1";
/// The items of [`BUILT_IN`].
pub const BUILT_IN_ITEMS: [&str; 4] = ["empathy", "language", "speed", "solution"];

/// A version of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    pub name: String,
    pub items: Vec<ItemId>,
    /// Its texts in each language; `None` for the built-in one, whose texts are in the catalogues.
    pub wordings: Option<BTreeMap<Language, Wording>>,
}

/// The questions in one language; `{org}` stands for the organisation's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub nps: String,
    /// The reason for the score, asked of every respondent.
    pub reason: String,
    /// Asked on the thanks page of respondents who gave no reason: detractors, passives, promoters.
    pub more: [String; 3],
    /// The question whether the respondent may be contacted.
    pub contact: String,
    /// In the order of the items.
    pub items: Vec<String>,
}

impl Questionnaire {
    /// The built-in questionnaire.
    #[must_use]
    pub fn built_in() -> Self {
        let items = BUILT_IN_ITEMS.iter().filter_map(|item| item.parse().ok()).collect();
        Self { name: BUILT_IN.to_owned(), items, wordings: None }
    }

    /// Whether it has texts in this language.
    #[must_use]
    pub fn speaks(&self, language: Language) -> bool {
        self.wordings.as_ref().is_none_or(|wordings| wordings.contains_key(&language))
    }

    /// Its own texts in a language; `None` for the built-in one, or if it lacks the language.
    #[must_use]
    pub fn wording(&self, language: Language) -> Option<&Wording> {
        self.wordings.as_ref()?.get(&language)
    }
}

impl Wording {
    /// The question on the thanks page for a respondent with this score.
    #[must_use]
    pub fn more_for(&self, score: Score) -> &str {
        let [detractors, passives, promoters] = &self.more;
        if score.is_detractor() {
            detractors
        } else if score.is_promoter() {
            promoters
        } else {
            passives
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_cannot_take_the_name_of_another_field() {
        assert!("empathy".parse::<ItemId>().is_ok() && "q_2".parse::<ItemId>().is_ok());
        for text in ["", "score", "lang", "website", "Empathy", "2q", "a b", "a\"b", &"x".repeat(41)] {
            assert!(text.parse::<ItemId>().is_err(), "{text:?}");
        }
        assert_eq!(Questionnaire::built_in().items.len(), BUILT_IN_ITEMS.len());
    }
}

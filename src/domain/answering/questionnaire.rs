//! The instrument: which questions the form asks.
//!
//! The rule: a version is never changed once it was published. A change of questions is a new version with a name of its
//! own; each invitation keeps the version that it was made with, and figures can be split by it. The NPS question comes
//! first, and only it must be answered.

use std::collections::BTreeMap;

use crate::domain::answering::form_fields;
use crate::domain::answering::score::Score;
use crate::domain::people::language::Language;

/// The identifier of a satisfaction item, answered on a scale of 1 (very dissatisfied) to 5 (very satisfied): also the
/// name of its field in the form, and of its column in a file of responses.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(String);

/// The text is no identifier of an item.
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

/// An answer to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rating(u8);

/// The text is no rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number from 1 to 5")]
pub struct NotARating;

impl Rating {
    /// 1 to 5.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=5).map(Self)
    }

    /// The number itself.
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

/// The questionnaire that is asked until another is published. Its items are the sub-topics of KPI 4 (quality of
/// handling) seen from the customer's side; its words are those of the catalogue of texts, in every language.
pub const BUILT_IN: &str = "complaint-handling-1";
/// The items of [`BUILT_IN`].
pub const BUILT_IN_ITEMS: [&str; 4] = ["empathy", "language", "speed", "solution"];

/// A version of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    pub name: String,
    pub items: Vec<ItemId>,
    /// Its own words in each language; none for the built-in one, which speaks with the catalogue's.
    pub wordings: Option<BTreeMap<Language, Wording>>,
}

/// The questions in one language; `{org}` stands for the organisation's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub nps: String,
    /// The reason for the score, asked of everyone.
    pub reason: String,
    /// Asked on the thanks page of who gave no reason: detractors, passives, promoters.
    pub more: [String; 3],
    /// May we contact you about this?
    pub contact: String,
    /// In the order of the items.
    pub items: Vec<String>,
}

impl Questionnaire {
    /// The built-in one.
    #[must_use]
    pub fn built_in() -> Self {
        let items = BUILT_IN_ITEMS.iter().filter_map(|item| item.parse().ok()).collect();
        Self { name: BUILT_IN.to_owned(), items, wordings: None }
    }

    /// Whether there are questions in this language.
    #[must_use]
    pub fn speaks(&self, language: Language) -> bool {
        self.wordings.as_ref().is_none_or(|wordings| wordings.contains_key(&language))
    }

    /// Its own words in a language; none where the catalogue has them.
    #[must_use]
    pub fn wording(&self, language: Language) -> Option<&Wording> {
        self.wordings.as_ref()?.get(&language)
    }
}

impl Wording {
    /// The question on the thanks page for somebody with this score.
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

//! Themes that respondents write about, added by hand or by keywords.
//!
//! The rule: a manual decision overrides a rule. A theme that was removed by hand is not added again by a rule.

pub mod apart;
pub mod check;
pub mod growth;
pub mod in_use;
pub mod named;
pub mod overview;
pub mod stop_words;
pub mod table;
pub mod teams;

use crate::domain::ids::ThemeId;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::visible::Visible;
use crate::domain::named::named_enum;
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::Tally;

/// The longest name or keyword, in characters, and the most keywords of a theme.
pub const LONGEST_NAME: usize = 60;
const MOST_KEYWORDS: usize = 50;

named_enum! {
    /// How a theme was assigned to a response.
    pub enum ThemeOrigin {
        Hand = "hand",
        Rule = "rule",
        /// Removed by hand.
        Refused = "refused",
    }
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub id: ThemeId,
    pub name: String,
    pub keywords: Keywords,
}

/// A theme as entered by an analyst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTheme {
    pub name: String,
    pub keywords: Keywords,
}

/// Words or phrases, one per line; a star at the end of a word matches any ending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keywords(Vec<Vec<Word>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: String,
    is_beginning: bool,
}

impl NewTheme {
    /// Parses the fields of the form.
    ///
    /// # Errors
    /// Every field that is missing or wrong.
    pub fn parse(name: &str, keywords: &str) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, message: &str| {
            errors.push(FieldError { field: field.to_owned(), message: message.to_owned() });
        };
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            wrong("name", "must be a name of 1 to 60 characters");
        }
        let keywords = Keywords::parse(keywords);
        if keywords.is_none() {
            wrong(
                "keywords",
                "must be at most 50 lines of letters and digits, each of at most 60 characters",
            );
        }
        match keywords {
            Some(keywords) if errors.is_empty() => Ok(Self { name: name.to_owned(), keywords }),
            _ => Err(errors),
        }
    }
}

impl Keywords {
    /// Keywords from lines; `None` if there are too many, one is too long, or one has no letter or digit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.len() > MOST_KEYWORDS || lines.iter().any(|line| line.chars().count() > LONGEST_NAME) {
            return None;
        }
        let phrases: Vec<Vec<Word>> = lines.iter().map(|line| phrase(line)).collect();
        phrases.iter().all(|phrase| !phrase.is_empty()).then_some(Self(phrases))
    }

    /// The keywords as lines that [`Self::parse`] accepts.
    #[must_use]
    pub fn lines(&self) -> String {
        let word = |word: &Word| format!("{}{}", word.text, if word.is_beginning { "*" } else { "" });
        let line = |phrase: &Vec<Word>| phrase.iter().map(word).collect::<Vec<_>>().join(" ");
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Whether there are no keywords, so that no rule can add the theme.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of the keywords occurs in a text.
    #[must_use]
    pub fn match_text(&self, text: &str) -> bool {
        let words = words(text);
        self.0.iter().any(|phrase| words.windows(phrase.len()).any(|window| fits(phrase, window)))
    }
}

fn phrase(line: &str) -> Vec<Word> {
    let spaced = line.replace('*', "* ");
    let words_of = |piece: &str| {
        let is_beginning = piece.ends_with('*');
        let mut found: Vec<Word> =
            words(piece).into_iter().map(|text| Word { text, is_beginning: false }).collect();
        if let Some(last) = found.last_mut() {
            last.is_beginning = is_beginning;
        }
        found
    };
    spaced.split_whitespace().flat_map(words_of).collect()
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn fits(phrase: &[Word], window: &[String]) -> bool {
    phrase.iter().zip(window).all(|(word, found)| {
        if word.is_beginning { found.starts_with(&word.text) } else { *found == word.text }
    })
}

/// A theme within a selection of responses.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeFigures {
    pub theme: Theme,
    /// Responses of the last seven days.
    pub new: u64,
    pub nps: Visible<Estimate>,
}

/// The NPS of a theme with this tally, within a whole of `whole` responses, from which it could be subtracted.
#[must_use]
pub fn nps_within(
    tally: &Tally,
    whole: u64,
    confidence: Confidence,
    minimum_group: u64,
) -> Visible<Estimate> {
    let responses = tally.responses();
    let is_hidden = is_too_small(responses, minimum_group)
        || is_too_small(whole.saturating_sub(responses), minimum_group);
    Visible::unless(is_hidden, Estimate::of(&tally.counts(), confidence))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_phrases_and_beginnings_are_found_whatever_the_case() {
        let keywords = Keywords::parse("te lang\nwacht*\nbrief\n").unwrap();
        for text in ["Het duurde TE LANG.", "Steeds maar wachten...", "De brief, die", "wachttijd"] {
            assert!(keywords.match_text(text), "{text}");
        }
        for text in ["Te kort, lang", "de briefing", "opwachten", ""] {
            assert!(!keywords.match_text(text), "{text}");
        }
        assert!(!Keywords::default().match_text("wat dan ook"));
    }

    #[test]
    fn keywords_without_letters_and_endless_ones_are_refused() {
        assert_eq!(Keywords::parse("***"), None);
        assert_eq!(Keywords::parse(&"a\n".repeat(51)), None);
        assert_eq!(Keywords::parse(&"a".repeat(61)), None);
        assert!(Keywords::parse(" \n\n").unwrap().is_empty());
        let fields = |name: &str, keywords: &str| {
            NewTheme::parse(name, keywords)
                .unwrap_err()
                .into_iter()
                .map(|error| error.field)
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(" ", "!"), ["name", "keywords"]);
    }

    #[test]
    fn a_theme_that_nearly_all_have_would_tell_of_the_few_others() {
        let tally = Tally([0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 0]);
        assert!(nps_within(&tally, 20, Confidence::P95, 5).is_too_small());
        assert!(nps_within(&tally, 40, Confidence::P95, 5).shown().is_some());
    }

    proptest! {
        #[test]
        fn any_keywords_are_read_as_they_were_written_and_match_themselves(text in ".{0,200}") {
            if let Some(keywords) = Keywords::parse(&text) {
                prop_assert_eq!(Keywords::parse(&keywords.lines()), Some(keywords.clone()));
                for line in keywords.lines().lines() {
                    prop_assert!(keywords.match_text(line));
                }
            }
        }
    }
}

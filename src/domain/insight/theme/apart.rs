//! Words that set detractors apart: those that they use more often than the others, by their stems.
//!
//! The rule: a word is shown only if enough different respondents use it, and each respondent counts once for a word, so that no
//! word identifies a person and a longer text has no more weight.

use std::collections::BTreeMap;

use rust_stemmers::{Algorithm, Stemmer};

use crate::domain::insight::theme::stop_words::is_stop_word;
use crate::domain::insight::theme::words;
use crate::statistics::multiplicity::benjamini_hochberg;
use crate::statistics::normal::{Confidence, two_sided_p};
use crate::statistics::word_odds::{WordUses, word_odds};

/// The fewest respondents by whom a word is shown, whatever the smallest group.
pub const FEWEST: u64 = 10;
/// The most words that are shown.
const MOST: usize = 40;
/// The weight of what both groups have in common, as a number of words: about ten reasons.
const PRIOR: f64 = 100.0;
/// The stemmers by the languages of responses; a word in another language is its own stem.
const STEMMERS: [(&str, Algorithm); 2] = [("nl", Algorithm::Dutch), ("en", Algorithm::English)];

/// A reason that a respondent gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub text: String,
    /// The language of the response, a BCP 47 tag.
    pub language: String,
    pub is_of_detractor: bool,
}

/// A word that detractors use more often.
#[derive(Clone, Debug, PartialEq)]
pub struct WordApart {
    /// The most common form.
    pub word: String,
    /// The respondents who use it in any form, detractors or not.
    pub respondents: u64,
    /// How much more often detractors use it, in standard errors.
    pub z: f64,
}

/// The words that set the detractors of a selection apart.
#[derive(Clone, Debug, PartialEq)]
pub struct WordsApart {
    pub words: Vec<WordApart>,
    /// The reasons that were read.
    pub read: u64,
    /// The selection has more, older reasons, which were not read.
    pub is_cut: bool,
}

/// A stem, by how many respondents it is used.
#[derive(Default)]
struct Stem {
    uses: WordUses,
    forms: BTreeMap<String, u64>,
}

/// The words that set detractors apart at this confidence, after the adjustment for how many words are compared
/// (Benjamini-Hochberg); the strongest first.
#[must_use]
pub fn words_apart(reasons: &[Reason], confidence: Confidence, minimum_group: u64) -> Vec<WordApart> {
    let stems = stems(reasons);
    let uses: Vec<WordUses> = stems.values().map(|stem| stem.uses).collect();
    let fewest = minimum_group.max(FEWEST);
    let enough = stems.values().zip(word_odds(&uses, PRIOR)).filter_map(|(stem, odds)| {
        let respondents = stem.uses.here + stem.uses.elsewhere;
        let word = || stem.forms.iter().max_by_key(|(_, times)| **times).map(|(form, _)| form.clone());
        (respondents >= fewest).then(word).flatten().map(|word| WordApart { word, respondents, z: odds.z })
    });
    let enough: Vec<WordApart> = enough.collect();
    let p_values: Vec<f64> = enough.iter().map(|word| two_sided_p(word.z)).collect();
    let mut apart: Vec<WordApart> = enough
        .into_iter()
        .zip(benjamini_hochberg(&p_values))
        .filter(|(word, p)| word.z > 0.0 && *p < 1.0 - confidence.share())
        .map(|(word, _)| word)
        .collect();
    apart.sort_by(|a, b| b.z.total_cmp(&a.z));
    apart.truncate(MOST);
    apart
}

fn stems(reasons: &[Reason]) -> BTreeMap<String, Stem> {
    let stemmers: Vec<(&str, Stemmer)> =
        STEMMERS.into_iter().map(|(language, algorithm)| (language, Stemmer::create(algorithm))).collect();
    let mut stems: BTreeMap<String, Stem> = BTreeMap::new();
    for reason in reasons {
        let primary = reason.language.split('-').next().unwrap_or_default();
        let stemmer = stemmers.iter().find(|(language, _)| *language == primary).map(|(_, stemmer)| stemmer);
        for (stem, form) in stems_of(&reason.text, stemmer) {
            let stem = stems.entry(stem).or_default();
            if reason.is_of_detractor {
                stem.uses.here += 1;
            } else {
                stem.uses.elsewhere += 1;
            }
            *stem.forms.entry(form).or_default() += 1;
        }
    }
    stems
}

/// The stems of a text, each once, with the form in which it stands there first.
fn stems_of(text: &str, stemmer: Option<&Stemmer>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for word in words(text).into_iter().filter(|word| is_of_letters(word) && !is_stop_word(word)) {
        let stem = stemmer.map_or_else(|| word.clone(), |stemmer| stemmer.stem(&word).into_owned());
        found.entry(stem).or_insert(word);
    }
    found
}

/// Two letters or more and nothing else: numbers and codes can point at a person.
fn is_of_letters(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(times: usize, text: &str, language: &str, is_of_detractor: bool) -> Vec<Reason> {
        vec![Reason { text: text.to_owned(), language: language.to_owned(), is_of_detractor }; times]
    }

    fn apart(reasons: &[Vec<Reason>], minimum_group: u64) -> Vec<(String, u64)> {
        let found = words_apart(&reasons.concat(), Confidence::P95, minimum_group);
        found.into_iter().map(|word| (word.word, word.respondents)).collect()
    }

    #[test]
    fn forms_of_a_word_count_as_one_and_the_most_common_is_shown() {
        let found = apart(
            &[
                reasons(6, "Steeds maar wachten", "nl", true),
                reasons(5, "Ik wacht en wacht en wacht!", "nl", true),
                reasons(4, "Waiting", "en", true),
                reasons(8, "You let me wait", "en-GB", true),
                reasons(60, "Heldere brief en snel antwoord", "nl", false),
                reasons(10, "Heldere brief", "nl", true),
            ],
            5,
        );
        assert_eq!(found, [("wait".to_owned(), 12), ("wachten".to_owned(), 11)]);
    }

    #[test]
    fn a_word_of_nine_people_stays_hidden_and_the_smallest_group_may_be_larger() {
        let of = |times, minimum| {
            let others = reasons(80, "Heldere brief", "nl", false);
            apart(&[reasons(times, "Onbereikbaar", "nl", true), others], minimum)
        };
        assert!(of(9, 5).is_empty());
        assert_eq!(of(10, 5), [("onbereikbaar".to_owned(), 10)]);
        assert!(of(10, 11).is_empty());
    }

    #[test]
    fn numbers_codes_and_function_words_are_left_out() {
        let stems = stems_of("De zaak 12345 van K2026 en x: de zaken, a.u.b.", None);
        assert_eq!(stems.into_keys().collect::<Vec<_>>(), ["zaak", "zaken"]);
    }

    #[test]
    fn what_all_say_sets_nobody_apart() {
        let same = "De brief duurde lang";
        assert!(apart(&[reasons(40, same, "nl", true), reasons(40, same, "nl", false)], 5).is_empty());
        assert!(apart(&[], 5).is_empty());
    }
}

//! Parses the sentences of a policy from a TOML file, in every supported language; all faults are reported in one go, each with
//! its line. The built-in ones are `self_assessment.toml` beside `assessment.rs`.
//!
//! ```toml
//! [[sentences]]
//! key = "acknowledged"
//! nl = "Wij bevestigen binnen 24 uur dat wij een klacht hebben ontvangen."
//! en = "We confirm within 24 hours that we have received a complaint."
//! evidence = "acknowledged"
//! ```

use toml::de::{DeTable, DeValue};

use crate::domain::input::fields::FieldError;
use crate::domain::people::language::Language;
use crate::domain::reporting::assessment::{Evidence, Sentence, Sentences};
use crate::domain::reporting::document::InBoth;

/// The text of the built-in sentences.
pub const BUILT_IN: &str = include_str!("../self_assessment.toml");
/// The largest file, in bytes.
pub const LARGEST: u64 = 64 * 1024;
const MOST_SENTENCES: usize = 60;
const LONGEST_KEY: usize = 60;
const LONGEST_SENTENCE: usize = 300;
/// The name of the list, and of what stands in a row beside the languages.
const SENTENCES: &str = "sentences";
const KEY: &str = "key";
const EVIDENCE: &str = "evidence";

/// Parses the text of a file.
///
/// # Errors
/// Every fault with its line, in particular each text that is missing in a language.
pub fn parse(text: &str) -> Result<Sentences, Vec<FieldError>> {
    let document = DeTable::parse(text).map_err(|error| {
        let line = line_at(text, error.span().map_or(0, |span| span.start));
        vec![FieldError { field: format!("line {line}"), message: error.message().to_owned() }]
    })?;
    let mut file = File { text, faults: Vec::new() };
    let sentences = file.sentences(document.get_ref());
    file.faults.sort_by_key(|(line, _)| *line);
    if file.faults.is_empty() {
        return Ok(Sentences(sentences));
    }
    let told = |(line, message): (usize, String)| FieldError { field: format!("line {line}"), message };
    Err(file.faults.into_iter().map(told).collect())
}

/// The line of a byte, from 1.
fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// A file, and the faults found in it so far with their lines.
struct File<'a> {
    text: &'a str,
    faults: Vec<(usize, String)>,
}

impl File<'_> {
    fn refuse(&mut self, at: usize, message: impl Into<String>) {
        self.faults.push((line_at(self.text, at), message.into()));
    }

    fn refuse_unknown(&mut self, table: &DeTable<'_>, known: &[&str], what: &str) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                self.refuse(key.span().start, format!("`{}` is no part of {what}", shown(name)));
            }
        }
    }

    fn sentences(&mut self, table: &DeTable<'_>) -> Vec<Sentence> {
        self.refuse_unknown(table, &[SENTENCES], "a file with sentences");
        let list = table.get(SENTENCES).and_then(|value| value.get_ref().as_array());
        let Some(list) = list.filter(|list| (1..=MOST_SENTENCES).contains(&list.len())) else {
            self.refuse(0, format!("there must be 1 to {MOST_SENTENCES} tables [[{SENTENCES}]]"));
            return Vec::new();
        };
        let mut sentences: Vec<Sentence> = Vec::new();
        for row in list.iter() {
            let at = row.span().start;
            let Some(row) = row.get_ref().as_table() else {
                self.refuse(at, "a sentence must be a table with key, the languages and evidence");
                continue;
            };
            let sentence = self.sentence(at, row);
            if sentences.iter().any(|other| other.key == sentence.key) && !sentence.key.is_empty() {
                self.refuse(at, format!("the key `{}` is used twice", sentence.key));
            }
            sentences.push(sentence);
        }
        sentences
    }

    fn sentence(&mut self, at: usize, row: &DeTable<'_>) -> Sentence {
        let known: Vec<&str> = Language::NAMES.iter().copied().chain([KEY, EVIDENCE]).collect();
        self.refuse_unknown(row, &known, "a sentence");
        let key = self.key(at, row);
        let mut words = InBoth::default();
        for name in Language::NAMES {
            let text = self.words(at, row, name);
            match *name {
                "nl" => words.nl = text,
                "en" => words.en = text,
                _ => {}
            }
        }
        Sentence { key, words, evidence: self.evidence(at, row) }
    }

    fn key(&mut self, at: usize, row: &DeTable<'_>) -> String {
        let (at, key) = text_of(at, row, KEY);
        let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let is_key = |key: &&str| (1..=LONGEST_KEY).contains(&key.len()) && key.chars().all(is_allowed);
        match key.filter(is_key) {
            Some(key) => key.to_owned(),
            None => {
                self.refuse(at, format!("the key must be 1 to {LONGEST_KEY} small letters, digits or `_`"));
                String::new()
            }
        }
    }

    fn words(&mut self, at: usize, row: &DeTable<'_>, language: &str) -> String {
        let (at, words) = text_of(at, row, language);
        let words = words.map(str::trim);
        let fits = |words: &&str| {
            (1..=LONGEST_SENTENCE).contains(&words.chars().count()) && !words.chars().any(char::is_control)
        };
        match words.filter(fits) {
            Some(words) => words.to_owned(),
            None => {
                let rule = format!("must be a text of 1 to {LONGEST_SENTENCE} characters on one line");
                self.refuse(at, format!("the sentence in `{language}` {rule}"));
                String::new()
            }
        }
    }

    fn evidence(&mut self, at: usize, row: &DeTable<'_>) -> Evidence {
        let (at, name) = text_of(at, row, EVIDENCE);
        name.unwrap_or_default().parse::<Evidence>().unwrap_or_else(|error| {
            self.refuse(at, format!("the evidence {error}"));
            Evidence::None
        })
    }
}

/// A text of a row and where it stands; where the row stands if there is none.
fn text_of<'a>(at: usize, row: &'a DeTable<'_>, name: &str) -> (usize, Option<&'a str>) {
    let value = row.get(name);
    (value.map_or(at, |value| value.span().start), value.and_then(|value| DeValue::as_str(value.get_ref())))
}

/// A name in a message: on one line, and not longer than needed to recognise it.
fn shown(name: &str) -> String {
    name.chars().take(40).collect::<String>().escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn faults(text: &str) -> Vec<(String, String)> {
        parse(text).unwrap_err().into_iter().map(|fault| (fault.field, fault.message)).collect()
    }

    #[test]
    fn the_built_in_sentences_are_a_file_that_one_may_copy() {
        let sentences = parse(BUILT_IN).unwrap();
        assert!((10..=20).contains(&sentences.all().len()), "{}", sentences.all().len());
        let first = sentences.find("acknowledged").unwrap();
        assert_eq!(first.evidence, Evidence::Acknowledged);
        assert!(first.words.nl.contains("24 uur") && first.words.en.contains("24 hours"));
        assert_eq!(sentences.find("colour"), None);
        // What the policy says of Kifid, the board, the team and the two documents stands on evidence of its own.
        for evidence in [
            Evidence::KifidPointed,
            Evidence::BoardAnsweredByBoard,
            Evidence::DiscussedInTeam,
            Evidence::ReportPublishedBefore1April,
            Evidence::EvaluatedEveryYear,
        ] {
            assert!(sentences.all().iter().any(|sentence| sentence.evidence == evidence), "{evidence}");
        }
    }

    #[test]
    fn every_fault_of_a_file_is_told_with_its_line() {
        let long = "x".repeat(301);
        let text = format!(
            "colour = 1\n[[sentences]]\nkey = \"A 1\"\nnl = \"\"\nen = \"{long}\"\nevidence = \"kpi\"\n\
             [[sentences]]\nkey = \"a\"\nnl = \"x\"\nsize = 1\nen = \"a\\u0007b\"\nevidence = \"none\"\n\
             [[sentences]]\nkey = \"a\"\nnl = \"x\"\nen = \"x\"\n"
        );
        let found = faults(&text);
        let lines: Vec<&str> = found.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(
            lines,
            ["line 1", "line 3", "line 4", "line 5", "line 6", "line 10", "line 11", "line 13", "line 13"],
            "{found:?}"
        );
        assert!(found[4].1.contains("must be one of acknowledged, called"), "{found:?}");
        assert!(found[8].1.contains("used twice"), "{found:?}");
    }

    #[test]
    fn a_file_that_is_no_toml_or_has_no_sentence_is_refused() {
        assert_eq!(faults("sentences = ")[0].0, "line 1");
        assert_eq!(faults("").len(), 1);
        assert_eq!(
            faults("sentences = [3]")[0].1,
            "a sentence must be a table with key, the languages and evidence"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_sentences_or_has_faults(text in "[a-z\\[\\]={}\" \n0-9.]{0,200}") {
            if let Err(faults) = parse(&text) {
                prop_assert!(!faults.is_empty());
            }
        }
    }
}

//! The form in which a person judges the sentences of the policy, all at once.
//!
//! The rule: every fault is found before anything is kept. A sentence for which nothing is chosen and nothing is written is left
//! as it is.

use chrono::SecondsFormat;

use crate::domain::Timestamp;
use crate::domain::input::fields::clean_verbatim;
use crate::domain::reporting::assessment::{
    AssessedSentence, Judgement, LONGEST_NOTE, NewAssessment, Sentence, Sentences,
};
use crate::domain::time::calendar::parse_moment;

/// The fields of a sentence begin with these; its key follows.
const JUDGEMENT: &str = "judgement-";
const NOTE: &str = "note-";
const SEEN: &str = "seen-";

/// The field with the judgement of a sentence.
#[must_use]
pub fn judgement_field(key: &str) -> String {
    format!("{JUDGEMENT}{key}")
}

/// The field with the note on it.
#[must_use]
pub fn note_field(key: &str) -> String {
    format!("{NOTE}{key}")
}

/// The field that says which judgement its author saw.
#[must_use]
pub fn seen_field(key: &str) -> String {
    format!("{SEEN}{key}")
}

/// A moment as that field holds it.
#[must_use]
pub fn seen_value(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// What is wrong with what was sent about a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// There is a note, and no judgement that it could be on.
    NoJudgement,
    /// The note is longer than [`LONGEST_NOTE`].
    LongNote,
    /// The policy does not have the sentence, or no longer.
    UnknownSentence,
    /// Another person judged it since the form was opened.
    Changed,
}

/// A fault, and the key of the sentence that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormMistake {
    pub sentence: String,
    pub fault: FormFault,
}

/// Reads what was sent.
///
/// # Errors
/// Every fault, in the order of the policy; sentences that it does not have come last.
pub fn read(
    pairs: &[(String, String)],
    sentences: &Sentences,
) -> Result<Vec<NewAssessment>, Vec<FormMistake>> {
    let (mut assessments, mut mistakes) = (Vec::new(), Vec::new());
    let mistake = |sentence: &str, fault| FormMistake { sentence: sentence.to_owned(), fault };
    for Sentence { key, .. } in sentences.all() {
        match read_one(pairs, key) {
            Ok(assessment) => assessments.extend(assessment),
            Err(fault) => mistakes.push(mistake(key, fault)),
        }
    }
    for unknown in unknown(pairs, sentences) {
        mistakes.push(mistake(unknown, FormFault::UnknownSentence));
    }
    if mistakes.is_empty() { Ok(assessments) } else { Err(mistakes) }
}

fn read_one(pairs: &[(String, String)], key: &str) -> Result<Option<NewAssessment>, FormFault> {
    let note = clean_verbatim(value(pairs, &note_field(key))).trim().to_owned();
    let judgement: Option<Judgement> = value(pairs, &judgement_field(key)).parse().ok();
    if note.chars().count() > LONGEST_NOTE {
        return Err(FormFault::LongNote);
    }
    let seen = parse_moment(value(pairs, &seen_field(key)));
    match judgement {
        Some(judgement) => Ok(Some(NewAssessment { sentence: key.to_owned(), judgement, note, seen })),
        None if note.is_empty() => Ok(None),
        None => Err(FormFault::NoJudgement),
    }
}

/// The keys of sentences that something is said about and that the policy does not have, each once.
fn unknown<'a>(pairs: &'a [(String, String)], sentences: &Sentences) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.trim().is_empty()) {
        let key = name.strip_prefix(JUDGEMENT).or_else(|| name.strip_prefix(NOTE));
        let key = key.filter(|key| sentences.find(key).is_none() && !found.contains(key));
        // Neither a judgement nor a note: nothing is lost with it.
        let says_something = name.starts_with(NOTE) || value.parse::<Judgement>().is_ok();
        found.extend(key.filter(|_| says_something));
    }
    found
}

/// What stands in a field; nothing if it was not sent.
#[must_use]
pub fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
}

/// The fields of the form with the judgements that are there.
#[must_use]
pub fn written(rows: &[AssessedSentence]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for row in rows {
        let Some(latest) = &row.latest else { continue };
        let key = &row.sentence.key;
        pairs.push((judgement_field(key), latest.judgement.name().to_owned()));
        pairs.push((note_field(key), latest.note.clone()));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::assessment::sentences_file::{BUILT_IN, parse};

    fn read_form(form: &str) -> Result<Vec<NewAssessment>, Vec<(String, FormFault)>> {
        let pairs: Vec<_> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
        read(&pairs, &parse(BUILT_IN).unwrap()).map_err(|mistakes| {
            mistakes.into_iter().map(|mistake| (mistake.sentence, mistake.fault)).collect()
        })
    }

    #[test]
    fn what_nothing_is_said_about_is_left_as_it_is() {
        let at: Timestamp = "2026-03-20T14:00:00.000001Z".parse().unwrap();
        let form = format!(
            "signed_in_as=a%40example.org&judgement-called=partly&note-called=+one%0D%0Atwo+&seen-called={}&note-kifid=+",
            seen_value(at)
        );
        let expected = NewAssessment {
            sentence: "called".to_owned(),
            judgement: Judgement::Partly,
            note: "one\ntwo".to_owned(),
            seen: Some(at),
        };
        assert_eq!(read_form(&form).unwrap(), [expected]);
        assert_eq!(read_form("").unwrap(), []);
    }

    #[test]
    fn every_fault_is_named() {
        let long = "x".repeat(2_001);
        let form = format!(
            "note-kifid=why&judgement-called=well&note-called={long}&judgement-colour=kept&note-colour=red&judgement-x=&note-y=a"
        );
        let expected = [
            ("called".to_owned(), FormFault::LongNote),
            ("kifid".to_owned(), FormFault::NoJudgement),
            ("colour".to_owned(), FormFault::UnknownSentence),
            ("y".to_owned(), FormFault::UnknownSentence),
        ];
        assert_eq!(read_form(&form).unwrap_err(), expected);
    }
}

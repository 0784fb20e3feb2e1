//! The form of a draft: its fields, and what is typed in them.
//!
//! The rule: what was typed is kept whatever becomes of it, and the draft that was seen goes along with it, so that it takes the
//! place of no other.

use chrono::SecondsFormat;
use data_encoding::HEXLOWER;

use crate::domain::Timestamp;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::reporting::document::{DocumentKind, InBoth};
use crate::domain::reporting::edition::{Draft, LONGEST_WORDS, SeenEdition};
use crate::domain::time::calendar::parse_moment;

/// The words of the board, or the conclusion of the evaluation.
pub const WORDS: [&str; 2] = ["words_nl", "words_en"];
/// What a correction changes.
pub const CHANGED: [&str; 2] = ["changed_nl", "changed_en"];
/// When the draft was prepared that the form was opened with; empty without one.
pub const SEEN: &str = "seen";
/// The number and the SHA-256 of the approved edition that was seen, or the number of the one to withdraw.
pub const EDITION: &str = "edition";
pub const SHA256: &str = "sha256";
/// A tick that what was warned of is meant.
pub const CONFIRMED: &str = "confirmed";
/// Why an edition is withdrawn.
pub const REASON: &str = "reason";

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedDraft {
    pub words: InBoth,
    pub changed: InBoth,
    pub seen: Option<Timestamp>,
}

/// Reads a submitted form.
///
/// # Errors
/// Every field that is too long or unknown.
pub fn read(pairs: &[(String, String)]) -> Result<TypedDraft, Vec<FieldError>> {
    let mut fields = Fields::of_form(pairs);
    let mut take = |field| fields.take_verbatim(field, LONGEST_WORDS).unwrap_or_default();
    let words = WORDS.map(&mut take);
    let changed = CHANGED.map(&mut take);
    let seen = fields.take_as(SEEN, "must be what the page gave", parse_moment);
    let typed = TypedDraft { words: in_both(words), changed: in_both(changed), seen };
    fields.result(Some(typed))
}

fn in_both([nl, en]: [String; 2]) -> InBoth {
    InBoth { nl, en }
}

/// The approved edition of a document that a form was made for; `None` of one that names none.
#[must_use]
pub fn seen_edition(year: i32, kind: DocumentKind, number: &str, sha256: &str) -> Option<SeenEdition> {
    let sha256 = HEXLOWER.decode(sha256.as_bytes()).ok()?.try_into().ok()?;
    Some(SeenEdition { year, kind, number: number.parse().ok()?, sha256 })
}

/// The fields that hold a draft; empty ones without one.
#[must_use]
pub fn written(draft: Option<&Draft>) -> Vec<(String, String)> {
    let text = |of: fn(&Draft) -> &String| draft.map(of).cloned().unwrap_or_default();
    let [words_nl, words_en] = WORDS;
    let [changed_nl, changed_en] = CHANGED;
    [
        (words_nl, text(|draft| &draft.words.nl)),
        (words_en, text(|draft| &draft.words.en)),
        (changed_nl, text(|draft| &draft.changed.nl)),
        (changed_en, text(|draft| &draft.changed.en)),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .to_vec()
}

/// The fields of a form without a draft, that begins with words.
#[must_use]
pub fn begun_with(words: &InBoth) -> Vec<(String, String)> {
    WORDS
        .into_iter()
        .zip([&words.nl, &words.en])
        .map(|(name, text)| (name.to_owned(), text.clone()))
        .collect()
}

/// Whether the words that were typed are those of a draft, as its form sends them when nothing is changed in it.
#[must_use]
pub fn is_saved(typed: &TypedDraft, draft: &Draft) -> bool {
    read(&written(Some(draft)))
        .is_ok_and(|saved| saved.words == typed.words && saved.changed == typed.changed)
}

/// Whether a form holds the words of a draft, and not only which draft was seen.
#[must_use]
pub fn has_words(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, _)| WORDS.contains(&name.as_str()) || CHANGED.contains(&name.as_str()))
}

/// The value of [`SEEN`] for a draft.
#[must_use]
pub fn seen(draft: Option<&Draft>) -> String {
    draft.map_or_else(String::new, |draft| draft.prepared_at.to_rfc3339_opts(SecondsFormat::Micros, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let draft = Draft {
            year: 2025,
            kind: DocumentKind::Public,
            words: InBoth { nl: "Wij\nlazen alles.".to_owned(), en: String::new() },
            changed: InBoth { nl: String::new(), en: "One complaint.".to_owned() },
            prepared_by: "ann@example.org".to_owned(),
            prepared_at: "2026-02-01T09:00:00.000123Z".parse().unwrap(),
        };
        let mut fields = written(Some(&draft));
        fields.push((SEEN.to_owned(), seen(Some(&draft))));
        let typed = read(&fields).unwrap();
        assert_eq!((typed.words, typed.changed), (draft.words, draft.changed));
        assert_eq!(typed.seen, Some(draft.prepared_at));
    }

    #[test]
    fn a_form_without_a_draft_says_so_and_lines_are_kept() {
        let typed = read(&pairs(&[("seen", ""), ("words_nl", " a\r\nb\u{7} ")])).unwrap();
        assert_eq!((typed.seen, typed.words.nl.as_str()), (None, "a\nb"));
        assert_eq!(read(&written(None)), Ok(TypedDraft::default()));
    }

    #[test]
    fn words_that_were_typed_since_are_not_those_of_the_draft() {
        let draft = Draft {
            year: 2025,
            kind: DocumentKind::Public,
            words: InBoth { nl: "Wij\nlazen alles.".to_owned(), en: String::new() },
            changed: InBoth::default(),
            prepared_by: "ann@example.org".to_owned(),
            prepared_at: "2026-02-01T09:00:00Z".parse().unwrap(),
        };
        // As a browser sends it.
        let form = |words: &str| read(&pairs(&[("words_nl", words), ("words_en", "")])).unwrap();
        assert!(is_saved(&form("Wij\r\nlazen alles."), &draft));
        assert!(!is_saved(&form("Wij\r\nlazen niets."), &draft));
        let changed = pairs(&[("words_nl", "Wij\nlazen alles."), ("changed_en", "A typing error.")]);
        assert!(!is_saved(&read(&changed).unwrap(), &draft));
        assert!(has_words(&changed) && !has_words(&pairs(&[("seen", ""), ("confirmed", "yes")])));
    }

    #[test]
    fn what_is_too_long_or_unknown_is_named() {
        let long = "é".repeat(LONGEST_WORDS + 1);
        let wrong = read(&pairs(&[("words_en", &long), ("colour", "red"), ("seen", "yesterday")]));
        let fields: Vec<String> = wrong.unwrap_err().into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["words_en", "seen", "colour"]);
        assert!(read(&pairs(&[("words_en", &"é".repeat(LONGEST_WORDS))])).is_ok());
    }

    #[test]
    fn the_edition_that_was_seen_is_read_or_there_is_none() {
        let read = |number: &str, sha256: &str| seen_edition(2025, DocumentKind::Public, number, sha256);
        let hash = "0f".repeat(32);
        let expected = SeenEdition { year: 2025, kind: DocumentKind::Public, number: 3, sha256: [0x0f; 32] };
        assert_eq!(read("3", &hash), Some(expected));
        let wrong = "zz".repeat(32);
        let cases =
            [("", hash.as_str()), ("x", hash.as_str()), ("3", ""), ("3", "0f"), ("3", wrong.as_str())];
        for (number, sha256) in cases {
            assert_eq!(read(number, sha256), None, "{number} {sha256}");
        }
    }
}

//! The policy, sentence by sentence, as it was judged.
//!
//! The rule: the judgement stands as a person gave it, beside what the data gives and of how many; a sentence without one says so.

use crate::domain::reporting::assessment::AssessedSentence;
use crate::domain::reporting::document::{Label, Row, Section};
use crate::domain::reporting::internal::InternalSection;
use crate::workflow::reporting::internal::table::{section, table, text, verdict};

const COLUMNS: [&str; 7] =
    ["sentence", "judgement", "note", "evidence", "evidence_of", "evidence_at_least", "unknown"];

/// The section.
pub(super) fn policy(sentences: &[AssessedSentence]) -> Section {
    let row = |assessed: &AssessedSentence| Row {
        label: Label::Words { words: assessed.sentence.words.clone() },
        figures: vec![
            verdict(assessed.judgement()),
            text(assessed.latest.as_ref().map(|latest| latest.note.as_str())),
            assessed.given.figure.clone(),
            assessed.given.of_how_many(),
            assessed.given.at_least.clone(),
            assessed.given.unknown.clone(),
        ],
    };
    let rows = sentences.iter().map(row).collect();
    section(InternalSection::Assessment, vec![table("assessment", &COLUMNS, rows)])
}

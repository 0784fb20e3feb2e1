//! The words of people in a document, as they were written in its draft.

use crate::domain::reporting::document::{Document, InBoth, Part};

/// The sections with words of people: those of the board, the conclusion of the evaluation, and what a correction changes.
const WORDS: [&str; 2] = ["board", "conclusion"];
const CHANGED: [&str; 1] = ["changed"];

/// The words of the board, or the conclusion; empty where nothing was written.
#[must_use]
pub fn words_of(document: &Document) -> InBoth {
    words_in(document, &WORDS)
}

/// What a correction changes; empty where nothing was written.
#[must_use]
pub fn changed_of(document: &Document) -> InBoth {
    words_in(document, &CHANGED)
}

/// Those in the first of these sections that the document has.
fn words_in(document: &Document, sections: &[&str]) -> InBoth {
    let found = document.sections.iter().find(|section| sections.contains(&section.key.as_str()));
    let words = found.into_iter().flat_map(|section| &section.parts).find_map(|part| match part {
        Part::Words { words } => Some(words.clone()),
        _ => None,
    });
    words.unwrap_or_default()
}

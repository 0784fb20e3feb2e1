//! The names of the words that people write in a document, and these words to be read.

use maud::{Markup, html};

use crate::domain::reporting::document::{DocumentKind, InBoth};
use crate::domain::reporting::draft_form::{CHANGED, WORDS};
use crate::domain::reporting::edition::Draft;
use crate::texts::Texts;

/// The words of a draft; what it changes stands with them where `has_changed`.
pub(super) fn written(text: &Texts, kind: DocumentKind, draft: &Draft, has_changed: bool) -> Markup {
    let changed = has_changed.then_some((CHANGED, &draft.changed));
    html! {
        dl.pairs { @for ([nl, en], words) in [(WORDS, &draft.words)].into_iter().chain(changed) {
            (one(text, kind, nl, words, |words| &words.nl))
            (one(text, kind, en, words, |words| &words.en))
        } }
    }
}

fn one(text: &Texts, kind: DocumentKind, field: &str, words: &InBoth, of: fn(&InBoth) -> &String) -> Markup {
    let words = of(words);
    html! {
        dt { (label(text, kind, field)) }
        @if words.is_empty() { dd { (text.reports_nothing_written()) } }
        @else { dd.plain lang=(language_of(field)) { (words) } }
    }
}

/// What a field is called.
pub(super) fn label(text: &Texts, kind: DocumentKind, field: &str) -> String {
    let language =
        if language_of(field) == "nl" { text.reports_in_dutch() } else { text.reports_in_english() };
    if CHANGED.contains(&field) {
        text.reports_changed(language)
    } else if WORDS.contains(&field) {
        match kind {
            DocumentKind::Public => text.reports_words(language),
            DocumentKind::Internal => text.reports_conclusion(language),
        }
    } else {
        field.to_owned()
    }
}

/// The language of a field, which its name ends with.
pub(super) fn language_of(field: &str) -> &str {
    field.rsplit('_').next().unwrap_or_default()
}

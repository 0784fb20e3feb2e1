//! The fields of one text: what it may hold, the built-in text, and a field for each language.

use maud::{Markup, html};

use crate::domain::answering::own_texts::Field;
use crate::domain::answering::own_texts::fault::in_braces;
use crate::domain::answering::own_texts::form::field_name;
use crate::domain::answering::own_texts::key::TextKey;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::views::answering::own_texts::built_in::built_in;
use crate::views::answering::own_texts::words::{fault_words, key_words};
use crate::views::answering::own_texts::{Conflict, TextsPage};
use crate::views::kit::format::whole;
use crate::views::kit::plain_text::paragraphs;

impl TextsPage<'_> {
    /// The fields of a text in all languages.
    pub(super) fn key(&self, text: &Texts, key: TextKey) -> Markup {
        html! {
            fieldset.question.wrong[self.is_wrong(key)] aria-describedby={ (key) "-hint" } {
                legend { (key_words(text, key)) }
                p.note id={ (key) "-hint" } { (self.hint(text, key)) }
                details {
                    summary { (text.texts_standard()) }
                    @for &language in Language::ALL { (standard(text, (key, language))) }
                }
                @for &language in Language::ALL { (self.field(text, (key, language))) }
            }
        }
    }

    fn is_wrong(&self, key: TextKey) -> bool {
        self.faults.iter().any(|found| found.field.0 == key)
    }

    /// What the text must and may hold, and how long it may be.
    fn hint(&self, text: &Texts, key: TextKey) -> String {
        let others: Vec<_> =
            key.allowed().iter().copied().filter(|allowed| !key.required().contains(allowed)).collect();
        let must = (!key.required().is_empty()).then(|| text.texts_must(in_braces(key.required())));
        let may = (!others.is_empty()).then(|| text.texts_may(in_braces(&others)));
        let most = text.texts_most(whole(self.staff.language, key.most() as u64));
        let sentences: Vec<String> = must.into_iter().chain(may).chain([most]).collect();
        sentences.join(" ")
    }

    fn field(&self, text: &Texts, field: Field) -> Markup {
        let (key, language) = field;
        let (id, value) = (field_name(field), self.texts.get(field).unwrap_or_default());
        let faults: Vec<String> = self
            .faults
            .iter()
            .filter(|found| found.field == field)
            .map(|found| fault_words(text, &found.fault))
            .collect();
        let is_wrong = !faults.is_empty();
        let invalid = is_wrong.then_some("true");
        let described_by = is_wrong.then(|| format!("{id}-error"));
        html! {
            div.item {
                label for=(id) { (texts(language).language_name()) }
                @if is_wrong { p.error id={ (id) "-error" } { (faults.join(" ")) } }
                (self.theirs(text, field))
                @if key.is_one_line() {
                    input type="text" id=(id) name=(id) lang=(language.name()) value=(value) autocomplete="off"
                        aria-invalid=[invalid] aria-describedby=[described_by];
                } @else {
                    textarea id=(id) name=(id) lang=(language.name()) rows="4" autocomplete="off"
                        aria-invalid=[invalid] aria-describedby=[described_by] { "\n" (value) }
                }
            }
        }
    }

    /// What another person saved for a text that both changed.
    fn theirs(&self, text: &Texts, field: Field) -> Markup {
        let conflict = self.conflict.filter(|conflict| conflict.merged.both.contains(&field));
        let Some(Conflict { theirs, .. }) = conflict else { return html! {} };
        html! {
            div.notice {
                @match theirs.get(field) {
                    Some(saved) => { p { (text.texts_theirs()) } div lang=(field.1.name()) { (paragraphs(saved)) } },
                    None => { p { (text.texts_theirs_standard()) } },
                }
            }
        }
    }
}

fn standard(text: &Texts, field: Field) -> Markup {
    html! {
        @match built_in(field) {
            Some(standard) => { div lang=(field.1.name()) { (paragraphs(&standard)) } },
            None => { p { (text.texts_no_standard()) } },
        }
    }
}

//! The parts of a form of staff: a line, ticks, and the summary of what is wrong.
//!
//! The rule: what was typed is kept, and a mistake is told in the same words in the summary and at its field.

pub mod author;
pub mod field_names;

use maud::{Markup, html};

use crate::domain::input::fields::FieldError;
use crate::texts::Texts;

/// What stands in a form, and what is wrong with it.
pub struct Form<'a> {
    values: &'a [(String, String)],
    mistakes: Vec<Mistake<'a>>,
}

/// A field that was refused: its label, and what to do.
struct Mistake<'a> {
    field: &'a str,
    label: String,
    words: String,
}

/// A field of one line.
#[derive(Default)]
pub struct Line<'a> {
    pub field: &'a str,
    /// The `type` of the input.
    pub kind: &'a str,
    pub label: String,
    pub hint: Option<String>,
    pub is_required: bool,
    /// The identifier of the list of suggestions.
    pub list: Option<&'a str>,
}

/// One of several ticks, with a sentence on what it stands for.
pub struct Tick {
    pub value: &'static str,
    pub label: String,
    pub sentence: String,
}

/// What stands between a label and what to do.
fn after(label: &str) -> &'static str {
    if label.ends_with('?') { " " } else { ": " }
}

impl<'a> Form<'a> {
    /// A form; `words` gives the label of a field and what to say about a mistake in it.
    #[must_use]
    pub fn new(
        values: &'a [(String, String)],
        errors: &'a [FieldError],
        words: impl Fn(&str) -> (String, String),
    ) -> Self {
        let mut fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        fields.dedup();
        let mistake = |field: &'a str| {
            let (label, words) = words(field);
            Mistake { field, label, words }
        };
        Self { values, mistakes: fields.into_iter().map(mistake).collect() }
    }

    /// What was refused and therefore not saved, with the way to each field.
    #[must_use]
    pub fn summary(&self, text: &Texts) -> Markup {
        self.summary_after(&text.facts_wrong())
    }

    /// The same after words of its own, for a form that saves nothing.
    #[must_use]
    pub fn summary_after(&self, words: &str) -> Markup {
        html! {
            @if !self.mistakes.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (words) }
                    ul { @for mistake in &self.mistakes {
                        li { a href={ "#" (mistake.field) } { (mistake.label) } (after(&mistake.label)) (mistake.words) }
                    } }
                }
            }
        }
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Whether one of several values of a field was chosen.
    #[must_use]
    pub fn holds(&self, field: &str, value: &str) -> bool {
        self.values.iter().any(|(name, chosen)| name == field && chosen == value)
    }

    fn mistake(&self, field: &str) -> Option<&Mistake<'a>> {
        self.mistakes.iter().find(|mistake| mistake.field == field)
    }

    /// Whether a field was refused.
    #[must_use]
    pub fn is_wrong(&self, field: &str) -> bool {
        self.mistake(field).is_some()
    }

    /// The hint and the mistake of a field, to which [`Form::described_by`] points.
    #[must_use]
    pub fn notes(&self, field: &str, hint: Option<&str>) -> Markup {
        html! {
            @if let Some(hint) = hint { p.note id={ (field) "-hint" } { (hint) } }
            @if let Some(mistake) = self.mistake(field) { p.error id={ (field) "-error" } { (mistake.words) } }
        }
    }

    /// The identifiers of what describes a field.
    #[must_use]
    pub fn described_by(&self, field: &str, has_hint: bool) -> Option<String> {
        let hint = has_hint.then(|| format!("{field}-hint"));
        let error = self.is_wrong(field).then(|| format!("{field}-error"));
        let notes: Vec<String> = hint.into_iter().chain(error).collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }

    /// A field of one line, with its label.
    #[must_use]
    pub fn line(&self, line: &Line<'_>) -> Markup {
        let is_wrong = self.is_wrong(line.field);
        html! {
            div.question.wrong[is_wrong] {
                label for=(line.field) { (line.label) }
                (self.notes(line.field, line.hint.as_deref()))
                input type=(line.kind) id=(line.field) name=(line.field) value=[self.value(line.field)] autocomplete="off"
                    required[line.is_required] list=[line.list] aria-invalid=[is_wrong.then_some("true")]
                    aria-describedby=[self.described_by(line.field, line.hint.is_some())];
            }
        }
    }

    /// Ticks of which several can be chosen; the first has the field's name as identifier, for the summary to lead to.
    #[must_use]
    pub fn ticks(&self, field: &str, legend: &str, ticks: &[Tick]) -> Markup {
        html! {
            fieldset.question.wrong[self.is_wrong(field)] aria-describedby=[self.described_by(field, false)] {
                legend { (legend) }
                (self.notes(field, None))
                @for (place, tick) in ticks.iter().enumerate() {
                    label.tick {
                        input type="checkbox" id=[(place == 0).then_some(field)] name=(field) value=(tick.value)
                            checked[self.holds(field, tick.value)];
                        span { (tick.label) " " span.optional.below { (tick.sentence) } }
                    }
                }
            }
        }
    }
}

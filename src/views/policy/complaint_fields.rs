//! The fields of the form of a complaint.
//!
//! The rule: a field that was refused says so itself, in the words of the summary above the form.

use maud::{Markup, html};

use crate::domain::complaints::complaint_form::names;
use crate::domain::people::phone_number::LONGEST_PHONE;
use crate::texts::Texts;
use crate::views::policy::complaint_form::{ComplaintFormPage, NotStored};
use crate::views::policy::complaint_label::label;

impl ComplaintFormPage<'_> {
    /// What stands in a field.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field was refused.
    pub(super) fn is_wrong(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name)
    }

    /// The same as the value of `aria-invalid`.
    pub(super) fn invalid(&self, name: &str) -> Option<&'static str> {
        self.is_wrong(name).then_some("true")
    }

    /// The identifier of what is wrong with a field.
    pub(super) fn described_by(&self, name: &str) -> Option<String> {
        self.is_wrong(name).then(|| format!("{name}-error"))
    }

    /// What is wrong with a field, if anything is.
    pub(super) fn mistake(&self, name: &str, text: &Texts) -> Markup {
        html! {
            @if let Some(id) = self.described_by(name) { p.error id=(id) { (self.hint(text, name)) } }
        }
    }

    /// A field of one line, with the values that are in use.
    pub(super) fn line(&self, name: &str, is_required: bool, text: &Texts) -> Markup {
        let offered = self.suggestions.of(name);
        let list = (!offered.is_empty()).then(|| format!("{name}-offered"));
        let input = html! {
            input type="text" id=(name) name=(name) value=[self.value(name)] required[is_required] list=[list.as_ref()]
                aria-invalid=[self.invalid(name)] aria-describedby=[self.described_by(name)];
            @if let Some(list) = &list { datalist id=(list) { @for value in offered { option value=(value) {} } } }
        };
        self.question(name, &input, text)
    }

    /// The customer's telephone number.
    pub(super) fn telephone(&self, text: &Texts) -> Markup {
        let name = "contact.phone";
        let input = html! {
            input type="tel" id=(name) name=(name) value=[self.value(name)] autocomplete="tel" maxlength=(LONGEST_PHONE)
                aria-invalid=[self.invalid(name)] aria-describedby=[self.described_by(name)];
        };
        self.question(name, &input, text)
    }

    /// The causes, several in one field: a list of suggestions could complete the first one alone, so they are read.
    pub(super) fn causes(&self, text: &Texts) -> Markup {
        let name = "causes";
        let offered = self.suggestions.of(name);
        let input = html! {
            input type="text" id=(name) name=(name) value=[self.value(name)] aria-invalid=[self.invalid(name)]
                aria-describedby=[self.described_by(name)];
            @if !offered.is_empty() {
                details {
                    summary { (text.hand_causes_offered()) }
                    ul { @for cause in offered { li { (cause) } } }
                }
            }
        };
        self.question(name, &input, text)
    }

    /// A moment in the organisation's time.
    pub(super) fn moment(&self, name: &str, is_required: bool, text: &Texts) -> Markup {
        let input = html! {
            input type="datetime-local" id=(name) name=(name) step="1" value=[self.value(name)] required[is_required]
                aria-invalid=[self.invalid(name)] aria-describedby=[self.described_by(name)];
        };
        self.question(name, &input, text)
    }

    /// A choice of one.
    pub(super) fn choice(&self, name: &str, choices: &[(&str, String)], text: &Texts) -> Markup {
        let chosen = self.value(name).unwrap_or_default();
        let is_offered = choices.iter().any(|(value, _)| *value == chosen);
        let input = html! {
            select id=(name) name=(name) aria-invalid=[self.invalid(name)] aria-describedby=[self.described_by(name)] {
                @for (value, words) in choices {
                    option value=(value) selected[*value == chosen] { (words) }
                }
                // What is not offered stays what it is, such as a language that has no catalogue.
                @if !is_offered && !chosen.is_empty() { option value=(chosen) selected { (chosen) } }
            }
        };
        self.question(name, &input, text)
    }

    fn question(&self, name: &str, input: &Markup, text: &Texts) -> Markup {
        html! {
            div.question.wrong[self.is_wrong(name)] {
                label for=(name) { (label(text, name)) }
                (self.mistake(name, text))
                (input)
            }
        }
    }

    /// What a field accepts.
    pub(super) fn hint(&self, text: &Texts, field: &str) -> String {
        match field {
            "reference" if (self.why == Some(NotStored::Taken)) => text.hand_taken(),
            "reference" => text.hand_takes_reference(),
            "received_at" => text.hand_takes_received(),
            "closed_at" => text.hand_takes_closed(),
            "contact.name" => text.hand_takes_name(),
            "contact.email" => text.hand_takes_email(),
            "contact.phone" => text.hand_takes_phone(),
            "causes" => text.hand_takes_causes(),
            "survey.reason" => text.hand_takes_reason(),
            "survey.note" => text.hand_takes_note(),
            "status" | "contact.language" | "complainant" | "channel" | "level" | "outcome"
            | "survey.ask" => text.hand_takes_choice(),
            other if names().any(|own| own == other) => text.hand_takes_text(),
            _ => text.hand_takes_nothing(),
        }
    }
}

//! What gave the reason: causes, themes and signals as boxes to tick, and the months that were bad.
//!
//! The rule: a short list stands open, the rest of a long one is folded; what is chosen is never folded away.

use maud::{Markup, html};

use crate::domain::learning::improvement::fields::{
    REASON_CAUSES, REASON_MONTHS, REASON_SIGNALS, REASON_THEMES,
};
use crate::texts::Texts;
use crate::views::kit::form::{Form, Line};
use crate::views::kit::format::whole;
use crate::views::learning::improvements::form::ImprovementFormPage;
use crate::views::learning::improvements::words::event_name;

/// The most boxes that stand open beside those that are ticked.
const MOST_OPEN: usize = 8;

/// Something to tick: its value, and its name.
type Choice = (String, String);

impl ImprovementFormPage<'_> {
    pub(super) fn reasons(&self, form: &Form<'_>, text: &Texts) -> Markup {
        let (known, language) = (self.names.known, self.names.language);
        let causes = self.names.offered_causes.iter();
        let causes: Vec<Choice> = causes.map(|name| (name.clone(), name.clone())).collect();
        let themes: Vec<Choice> =
            known.themes.iter().map(|(name, id)| (id.to_string(), name.clone())).collect();
        let signals = self.names.events.iter();
        let signals: Vec<Choice> =
            signals.map(|event| (event.first().id.to_string(), event_name(language, event))).collect();
        html! {
            (self.boxes(form, REASON_CAUSES, &text.improvement_field_causes(), &causes, text))
            (self.boxes(form, REASON_THEMES, &text.improvement_field_themes(), &themes, text))
            (self.boxes(form, REASON_SIGNALS, &text.improvement_field_signals(), &signals, text))
            (form.line(&Line {
                field: REASON_MONTHS,
                kind: "text",
                label: text.improvement_field_months(),
                hint: Some(text.improvement_hint_months()),
                is_required: false,
                list: None,
            }))
        }
    }

    /// Boxes of which several can be ticked; empty markup if there is nothing to choose.
    fn boxes(&self, form: &Form<'_>, field: &str, legend: &str, offered: &[Choice], text: &Texts) -> Markup {
        let (ticked, others): (Vec<&Choice>, Vec<&Choice>) =
            offered.iter().partition(|(value, _)| form.holds(field, value));
        // What is offered no more stays ticked.
        let typed = self.values.iter().filter(|(name, _)| name == field).map(|(_, value)| value);
        let gone: Vec<&String> =
            typed.filter(|value| offered.iter().all(|(other, _)| other != *value)).collect();
        let folded = others.len().saturating_sub(MOST_OPEN) as u64;
        let is_wrong = form.is_wrong(field);
        html! {
            @if !offered.is_empty() || !gone.is_empty() || is_wrong {
                fieldset.question.wrong[is_wrong] id=(field) tabindex="-1" aria-describedby=[form.described_by(field, false)] {
                    legend { (legend) }
                    (form.notes(field, None))
                    div.points {
                        @for value in gone { (tick(field, value, value, true)) }
                        @for (value, name) in ticked { (tick(field, value, name, true)) }
                        @for (value, name) in others.iter().take(MOST_OPEN) { (tick(field, value, name, false)) }
                    }
                    @if folded > 0 {
                        details {
                            summary { (text.improvement_more_choices(whole(self.names.language, folded))) }
                            div.points { @for (value, name) in others.iter().skip(MOST_OPEN) { (tick(field, value, name, false)) } }
                        }
                    }
                }
            }
        }
    }
}

fn tick(field: &str, value: &str, name: &str, is_ticked: bool) -> Markup {
    html! {
        label.tick {
            input type="checkbox" name=(field) value=(value) checked[is_ticked];
            span { (name) }
        }
    }
}

//! What gave the reason: causes, themes, signals and the months that were bad, as boxes to tick.
//!
//! The rule: a short list stands open, the rest of a long one is folded; what is chosen is never folded away.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::domain::learning::improvement::fields::{
    REASON_CAUSES, REASON_MONTHS, REASON_SIGNALS, REASON_THEMES,
};
use crate::domain::policy::notifications::Month;
use crate::domain::time::calendar::first_of_month_before;
use crate::texts::Texts;
use crate::views::kit::form::Form;
use crate::views::kit::format::whole;
use crate::views::learning::improvements::form::ImprovementFormPage;
use crate::views::learning::improvements::words::{self, event_name};

/// The most boxes that stand open beside those that are ticked.
const MOST_OPEN: usize = 8;

/// The months that are offered, back from the one before this.
const MONTHS_OFFERED: u32 = 24;

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
            (self.boxes(form, REASON_CAUSES, (&text.improvement_field_causes(), None), &causes, text))
            (self.boxes(form, REASON_THEMES, (&text.improvement_field_themes(), None), &themes, text))
            (self.boxes(form, REASON_SIGNALS, (&text.improvement_field_signals(), None), &signals, text))
            (self.boxes(form, REASON_MONTHS, (&text.improvement_field_months(), Some(&text.improvement_hint_months())), &self.months(), text))
        }
    }

    /// The months that are over, the newest first, and those that were chosen and lie further back.
    fn months(&self) -> Vec<Choice> {
        let today = self.names.known.today;
        let offered = (1..=MONTHS_OFFERED).map(|back| Month::of(first_of_month_before(today, back)));
        let mut months: BTreeSet<Month> = offered.collect();
        let chosen = self.values.iter().filter(|(name, _)| name == REASON_MONTHS);
        months.extend(chosen.filter_map(|(_, month)| month.parse::<Month>().ok()));
        let choice = |month: &Month| (month.to_string(), words::month(self.names.language, month.first()));
        months.iter().rev().map(choice).collect()
    }

    /// Boxes of which several can be ticked; empty markup if there is nothing to choose.
    fn boxes(
        &self,
        form: &Form<'_>,
        field: &str,
        (legend, hint): (&str, Option<&str>),
        offered: &[Choice],
        text: &Texts,
    ) -> Markup {
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
                fieldset.question.wrong[is_wrong] id=(field) tabindex="-1" aria-describedby=[form.described_by(field, hint.is_some())] {
                    legend { (legend) }
                    (form.notes(field, hint))
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

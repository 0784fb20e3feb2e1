//! Whom an improvement concerns: the values of each dimension, as boxes to tick; a long list is a field to type one into.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::domain::learning::improvement::fields::CONCERNS;
use crate::texts::Texts;
use crate::views::kit::form::Form;
use crate::views::kit::words;
use crate::views::learning::improvements::form::ImprovementFormPage;

/// The most values that have a box each.
const MOST_BOXES: usize = 24;

impl ImprovementFormPage<'_> {
    pub(super) fn concerns(&self, form: &Form<'_>, text: &Texts) -> Markup {
        let is_wrong = form.is_wrong(CONCERNS);
        html! {
            fieldset.question.wrong[is_wrong] id=(CONCERNS) tabindex="-1" aria-describedby=[form.described_by(CONCERNS, true)] {
                legend { (text.improvement_concerns()) }
                (form.notes(CONCERNS, Some(&text.improvement_concerns_note())))
                @for &dimension in Dimension::ALL { (self.values_of(dimension, form, text)) }
            }
        }
    }

    /// The values of one dimension; empty markup if there is nothing to choose.
    fn values_of(&self, dimension: Dimension, form: &Form<'_>, text: &Texts) -> Markup {
        let field = format!("{CONCERNS}.{}", dimension.name());
        let offered = self.offered.get(&dimension).map(Vec::as_slice).unwrap_or_default();
        let typed = self.values.iter().filter(|(name, value)| *name == field && !value.is_empty());
        let chosen: Vec<&str> = typed.map(|(_, value)| value.as_str()).collect();
        if offered.len() < 2 && chosen.is_empty() && !form.is_wrong(&field) {
            return html! {};
        }
        let name = words::capitalised(&words::dimension(text, dimension));
        let is_wrong = form.is_wrong(&field);
        let is_long = offered.len() > MOST_BOXES;
        let others: Vec<&str> = offered
            .iter()
            .map(|value| parameter(value))
            .filter(|value| !is_long && !chosen.contains(value))
            .collect();
        html! {
            details.values.wrong[is_wrong] id=(field) open[is_wrong || !chosen.is_empty()] {
                summary { (name) @if !chosen.is_empty() { " (" (chosen.len()) ")" } }
                (form.notes(&field, None))
                div.points role="group" aria-label=(name) {
                    @for value in &chosen { (tick(&field, dimension, value, true, text)) }
                    @for value in others { (tick(&field, dimension, value, false, text)) }
                    @if is_long { (self.one_more(&field, dimension, offered, &chosen, text)) }
                }
            }
        }
    }

    /// A list for one value more, or a field to type it into.
    fn one_more(
        &self,
        field: &str,
        dimension: Dimension,
        offered: &[String],
        chosen: &[&str],
        text: &Texts,
    ) -> Markup {
        let label = text.view_one_more(words::dimension(text, dimension));
        html! {
            @if offered.len() > self.most_offered {
                input type="text" name=(field) aria-label=(label);
            } @else {
                select name=(field) aria-label=(label) {
                    option value="" { (label) }
                    @for value in offered.iter().map(|value| parameter(value)).filter(|value| !chosen.contains(value)) {
                        option value=(value) { (name_of(dimension, value, text)) }
                    }
                }
            }
        }
    }
}

fn tick(field: &str, dimension: Dimension, value: &str, is_chosen: bool, text: &Texts) -> Markup {
    html! {
        label.tick {
            input type="checkbox" name=(field) value=(value) checked[is_chosen];
            span { (name_of(dimension, value, text)) }
        }
    }
}

fn name_of(dimension: Dimension, value: &str, text: &Texts) -> String {
    words::value(text, dimension, if value == UNKNOWN { "" } else { value })
}

/// A value as in the form.
fn parameter(value: &str) -> &str {
    if value.is_empty() { UNKNOWN } else { value }
}

//! What was wrong with an address: each field by its name, and what to fill in instead.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::MOST_FILTER_VALUES;
use crate::domain::insight::query::dashboard::MOST_YEARS;
use crate::domain::insight::query::why::Against;
use crate::domain::time::calendar::parse_day;
use crate::texts::Texts;
use crate::views::insight::why::WhyPage;
use crate::views::kit::words;

impl WhyPage<'_> {
    /// The summary, with a link to each field that the form has.
    pub(super) fn mistakes(&self, text: &Texts) -> Markup {
        let fields = self.wrong_fields();
        let names: Vec<String> =
            fields.iter().map(|field| text.view_quoted(words::field(text, field))).collect();
        html! {
            @if !fields.is_empty() {
                div.errors role="alert" tabindex="-1" autofocus {
                    p { (text.view_wrong(names.join(", "), names.len())) }
                    ul { @for field in &fields {
                        li { @if has_field(field) { a href={ "#" (field) } { (self.advice(field, text)) } } @else { (self.advice(field, text)) } }
                    } }
                }
            }
        }
    }

    /// The sentence at a field that was refused.
    pub(super) fn mistake_at(&self, field: &str, text: &Texts) -> Markup {
        html! {
            @if self.is_wrong(field) { p.error id={ (field) "-error" } { (self.advice(field, text)) } }
        }
    }

    pub(super) fn is_wrong(&self, field: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.field == field)
    }

    /// The fields that were refused, each once.
    fn wrong_fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = Vec::new();
        for mistake in self.mistakes {
            if !fields.contains(&mistake.field.as_str()) {
                fields.push(&mistake.field);
            }
        }
        fields
    }

    fn advice(&self, field: &str, text: &Texts) -> String {
        match field {
            "from" | "to" => self.advice_on_days(field, text),
            "against" if self.typed(field).is_some_and(|typed| typed.parse::<Against>().is_ok()) => {
                text.why_wrong_against()
            }
            "against" | "range" | "interval" | "basis" | "cut" | "confidence" => {
                text.view_wrong_choice(words::field(text, field))
            }
            "rolling" => text.view_wrong_rolling(),
            _ if field.parse::<Dimension>().is_ok() => {
                text.view_wrong_filter(words::field(text, field), MOST_FILTER_VALUES.to_string())
            }
            _ => text.view_wrong_unknown(field),
        }
    }

    fn advice_on_days(&self, field: &str, text: &Texts) -> String {
        let day = |name: &str| self.typed(name).and_then(parse_day);
        match (day(field), day("from"), day("to")) {
            (None, _, _) => text.view_wrong_day(words::field(text, field)),
            (_, Some(from), Some(to)) if from > to => text.view_wrong_order(),
            (_, Some(from), _) if from > self.today => text.view_wrong_ahead(),
            _ => text.view_wrong_length(MOST_YEARS.to_string()),
        }
    }

    fn typed(&self, name: &str) -> Option<&str> {
        self.query.view.typed(name)
    }
}

/// Whether the form has a field of this name.
fn has_field(field: &str) -> bool {
    matches!(field, "from" | "to" | "against")
}

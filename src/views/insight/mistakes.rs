//! What is wrong with an address: each field by its name, with one sentence that says what to fill in.
//!
//! The rule: every page about a view says the same of the same mistake. A comparison has two views, whose fields have the
//! prefixes `a.` and `b.`: the advice names the group and then says the same.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::MOST_FILTER_VALUES;
use crate::domain::insight::query::dashboard::{DashboardQuery, MOST_YEARS};
use crate::domain::time::calendar::parse_day;
use crate::texts::Texts;
use crate::views::kit::words;

/// The parameters that were refused, and what a page knows of them.
pub(in crate::views) struct Mistakes<'a> {
    pub refused: &'a [FieldError],
    /// The view as it was typed.
    pub view: &'a DashboardQuery,
    pub today: NaiveDate,
    /// Whether the page's form has a field of this name.
    pub has_field: fn(&str) -> bool,
    /// The page's own advice on a field; `None` for one that all pages have.
    pub own_advice: fn(&DashboardQuery, &str, &Texts) -> Option<String>,
}

impl Mistakes<'_> {
    /// The summary, with a link to each field that the form has.
    pub fn summary(&self, text: &Texts) -> Markup {
        let fields = self.wrong_fields();
        let names: Vec<String> =
            fields.iter().map(|field| text.view_quoted(words::field(text, field))).collect();
        self.summary_saying(&text.view_wrong(in_words(text, &names), names.len()), text)
    }

    /// The same beneath a sentence of the page's own.
    pub fn summary_saying(&self, said: &str, text: &Texts) -> Markup {
        let fields = self.wrong_fields();
        html! {
            @if !fields.is_empty() {
                div.errors role="alert" tabindex="-1" autofocus {
                    p { (said) }
                    ul { @for field in &fields {
                        li { @if (self.has_field)(field) { a href={ "#" (field) } { (self.advice(field, text)) } } @else { (self.advice(field, text)) } }
                    } }
                }
            }
        }
    }

    /// The sentence at a field that was refused.
    pub fn at(&self, field: &str, text: &Texts) -> Markup {
        html! {
            @if self.is_wrong(field) { p.error id={ (field) "-error" } { (self.advice(field, text)) } }
        }
    }

    /// The field for a day, with what is wrong with it.
    pub fn day_field(&self, name: &str, value: Option<&str>, text: &Texts) -> Markup {
        let is_wrong = self.is_wrong(name);
        let described = is_wrong.then(|| format!("{name}-error"));
        html! {
            div.wrong[is_wrong] {
                label for=(name) { (words::field(text, side_and_own(name).1)) }
                (self.at(name, text))
                input id=(name) type="date" name=(name) value=[value] aria-invalid=[is_wrong.then_some("true")] aria-describedby=[described];
            }
        }
    }

    pub fn is_wrong(&self, field: &str) -> bool {
        self.refused.iter().any(|mistake| mistake.field == field)
    }

    /// The fields that were refused, each once.
    fn wrong_fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = Vec::new();
        for mistake in self.refused {
            if !fields.contains(&mistake.field.as_str()) {
                fields.push(&mistake.field);
            }
        }
        fields
    }

    fn advice(&self, field: &str, text: &Texts) -> String {
        if let Some(own) = (self.own_advice)(self.view, field, text) {
            return own;
        }
        if let (Some(side), own) = side_and_own(field) {
            return format!("{}: {}", words::field(text, side), self.advice_on(side, own, text));
        }
        self.advice_on("", field, text)
    }

    /// The advice on a field of the group; an empty name is that of no group.
    fn advice_on(&self, side: &str, field: &str, text: &Texts) -> String {
        match field {
            "from" | "to" => self.advice_on_days(side, field, text),
            "rolling" => text.view_wrong_rolling(),
            "range" | "interval" | "basis" | "cut" | "confidence" => {
                text.view_wrong_choice(words::field(text, field))
            }
            _ if field.parse::<Dimension>().is_ok() => {
                text.view_wrong_filter(words::field(text, field), MOST_FILTER_VALUES.to_string())
            }
            _ => text.view_wrong_unknown(field),
        }
    }

    fn advice_on_days(&self, side: &str, field: &str, text: &Texts) -> String {
        let typed = |name: &str| {
            let name = if side.is_empty() { name.to_owned() } else { format!("{side}.{name}") };
            self.view.typed(&name).and_then(parse_day)
        };
        match (typed(field), typed("from"), typed("to")) {
            (None, _, _) => text.view_wrong_day(words::field(text, field)),
            (_, Some(from), Some(to)) if from > to => text.view_wrong_order(),
            (_, Some(from), _) if from > self.today => text.view_wrong_ahead(),
            _ => text.view_wrong_length(MOST_YEARS.to_string()),
        }
    }
}

/// The group that a field is about, if it is about one, and the field's own name.
fn side_and_own(field: &str) -> (Option<&str>, &str) {
    match field.split_once('.') {
        Some((side @ ("a" | "b"), own)) => (Some(side), own),
        _ => (None, field),
    }
}

/// "a, b and c".
pub(in crate::views) fn in_words(text: &Texts, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => text.view_and(first.join(", "), last.as_str()),
    }
}

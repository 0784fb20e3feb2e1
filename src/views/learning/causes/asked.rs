//! What is asked on a page about causes, and how to ask something else: ranges with a name, the active filters, and the form.
//!
//! The rule: what the form has no field for is kept as it is in the address, and the cause that a page is about stays.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::learning::causes::query::{CausesQuery, NAME, dimensions};
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::mistakes::Mistakes;
use crate::views::insight::view::filters::{active, chips};
use crate::views::insight::view::picker::range_links;
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::format::day;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;
use crate::views::learning::causes::days;

/// The question of a page.
pub(super) struct Asked<'a> {
    pub staff: &'a StaffPage<'a>,
    pub query: &'a CausesQuery,
    /// The cause that the page is about.
    pub cause: Option<&'a str>,
    pub mistakes: &'a [FieldError],
    pub offered: &'a BTreeMap<Dimension, Vec<String>>,
    pub most_offered: usize,
    pub today: NaiveDate,
}

impl Asked<'_> {
    /// The address of this page with another view.
    fn address(&self, view: &str) -> String {
        match self.cause {
            Some(cause) => urls::cause_in(cause, view),
            None => urls::with_query(urls::CAUSES, view),
        }
    }

    /// The running head of a printed page.
    pub fn printed(&self, text: &Texts) -> Markup {
        let (from, to) = days(self.staff, self.query);
        let filters: Vec<String> =
            active(&self.query.view, text).into_iter().map(|(_, _, name)| name).collect();
        html! {
            p.printed {
                (self.staff.organisation) " · " (text.causes_received(from, to))
                @if !filters.is_empty() { " " (filters.join(", ")) "." }
                " " (text.view_printed(day(self.staff.language, self.today)))
            }
        }
    }

    fn refused(&self) -> Mistakes<'_> {
        Mistakes {
            refused: self.mistakes,
            view: &self.query.view,
            today: self.today,
            has_field: |field| matches!(field, "from" | "to"),
            own_advice: |_, _, _| None,
        }
    }

    /// What is wrong with the address, with a link to each field that the form has.
    pub fn mistakes(&self, text: &Texts) -> Markup {
        self.refused().summary(text)
    }

    /// The ranges, the active filters, and the form.
    pub fn choices(&self, text: &Texts) -> Markup {
        let address = |view: &str| self.address(view);
        html! {
            (range_links(&self.query.view, self.today, text, &address))
            (chips(&self.query.view, text, &address))
            (self.form(text))
        }
    }

    fn form(&self, text: &Texts) -> Markup {
        let view = &self.query.view;
        html! {
            details.filters open[!self.mistakes.is_empty()] {
                summary { (text.view_filters()) }
                form.boxed method="get" action=(if self.cause.is_some() { urls::CAUSE } else { urls::CAUSES }) {
                    @if let Some(cause) = self.cause { input type="hidden" name=(NAME) value=(cause); }
                    div.fields {
                        (self.day("from", text))
                        (self.day("to", text))
                        @for dimension in dimensions() { (self.filter(dimension, text)) }
                    }
                    @for name in ["basis", "confidence"] {
                        @for value in view.values(name) { input type="hidden" name=(name) value=(value); }
                    }
                    button type="submit" { (text.view_apply()) }
                    " " a href=(self.address("")) { (text.view_reset()) }
                }
            }
        }
    }

    /// A day of the range: as typed, else the one in force.
    fn day(&self, name: &str, text: &Texts) -> Markup {
        let range = self.query.whole().range;
        let in_force = if name == "from" { range.from() } else { range.to() };
        let value = self.query.view.typed(name).map_or_else(|| in_force.to_string(), str::to_owned);
        let refused = self.refused();
        let is_wrong = refused.is_wrong(name);
        let described = is_wrong.then(|| format!("{name}-error"));
        html! {
            div.wrong[is_wrong] {
                label for=(name) { (words::field(text, name)) }
                (refused.at(name, text))
                input id=(name) type="date" name=(name) value=(value) aria-invalid=[is_wrong.then_some("true")] aria-describedby=[described];
            }
        }
    }

    /// The field for one value of a dimension. Further values of the same dimension are kept as hidden fields.
    fn filter(&self, dimension: Dimension, text: &Texts) -> Markup {
        let mut chosen = self.query.view.values(dimension.name());
        let filter = DimensionFilter {
            dimension,
            name: dimension.name(),
            offered: self.offered.get(&dimension).map(Vec::as_slice).unwrap_or_default(),
            most_offered: self.most_offered,
            given: chosen.next(),
        };
        html! {
            (filter.render(text))
            @for value in chosen { input type="hidden" name=(dimension.name()) value=(value); }
        }
    }
}

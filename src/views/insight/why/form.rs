//! The form for periods and filters of one's own.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::why::Against;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::view::against_name;
use crate::views::insight::why::WhyPage;
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::words;

impl WhyPage<'_> {
    pub(super) fn form(&self, text: &Texts) -> Markup {
        html! {
            details.filters open[!self.mistakes.is_empty()] {
                summary { (text.why_own()) }
                form.boxed method="get" action=(urls::WHY) {
                    div.fields {
                        (self.day_field("from", text))
                        (self.day_field("to", text))
                        (self.against_field(text))
                        @for &dimension in Dimension::ALL { (self.filter(dimension, text)) }
                    }
                    @if let Some(preset) = self.query.view.preset { input type="hidden" name="range" value=(preset.name()); }
                    @for kept in ["basis", "confidence"] {
                        @if let Some(value) = self.query.view.typed(kept) { input type="hidden" name=(kept) value=(value); }
                    }
                    button type="submit" { (text.view_apply()) }
                    " " a href=(urls::WHY) { (text.view_reset()) }
                }
            }
        }
    }

    fn day_field(&self, name: &str, text: &Texts) -> Markup {
        html! {
            div {
                label for=(name) { (words::field(text, name)) }
                (self.mistake_at(name, text))
                input id=(name) type="date" name=(name) value=(self.day(name)) aria-invalid=[self.invalid(name)] aria-describedby=[self.described(name)];
            }
        }
    }

    fn against_field(&self, text: &Texts) -> Markup {
        html! {
            div {
                label for="against" { (text.why_against()) }
                (self.mistake_at("against", text))
                select id="against" name="against" aria-invalid=[self.invalid("against")] aria-describedby=[self.described("against")] {
                    @for &against in Against::ALL {
                        option value=(against.name()) selected[against == self.query.against] { (against_name(text, against)) }
                    }
                }
            }
        }
    }

    fn invalid(&self, name: &str) -> Option<&'static str> {
        self.is_wrong(name).then_some("true")
    }

    fn described(&self, name: &str) -> Option<String> {
        self.is_wrong(name).then(|| format!("{name}-error"))
    }

    /// The day as it was typed, or the one in force.
    fn day(&self, name: &str) -> String {
        let range = self.query.now.range;
        let in_force = if name == "from" { range.from() } else { range.to() };
        self.query.view.typed(name).map_or_else(|| in_force.to_string(), str::to_owned)
    }

    /// The field for one value of a dimension. Further values of the same dimension are preserved as hidden fields.
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

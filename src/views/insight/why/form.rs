//! The form for periods and filters of one's own, and what was wrong with them.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::why::Against;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::why::WhyPage;
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::words;

impl WhyPage<'_> {
    pub(super) fn mistakes(&self, text: &Texts) -> Markup {
        let fields: Vec<String> =
            self.mistakes.iter().map(|mistake| words::field(text, &mistake.field)).collect();
        let is_about_against = self.mistakes.iter().any(|mistake| mistake.field == "against");
        html! {
            @if !fields.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.view_wrong(fields.join(", "))) }
                    @if is_about_against { p { a href="#against" { (text.why_wrong_against()) } } }
                }
            }
        }
    }

    pub(super) fn form(&self, text: &Texts) -> Markup {
        let is_wrong =
            |name: &str| self.mistakes.iter().any(|mistake| mistake.field == name).then_some("true");
        html! {
            details.filters open[!self.mistakes.is_empty()] {
                summary { (text.why_own()) }
                form.boxed method="get" action=(urls::WHY) {
                    div.fields {
                        label { (text.view_from()) input type="date" name="from" value=(self.day("from")) aria-invalid=[is_wrong("from")]; }
                        label { (text.view_to()) input type="date" name="to" value=(self.day("to")) aria-invalid=[is_wrong("to")]; }
                        label {
                            (text.why_against())
                            select id="against" name="against" aria-invalid=[is_wrong("against")] {
                                @for (against, name) in [(Against::Before, text.why_against_before()), (Against::YearEarlier, text.why_against_year_earlier())] {
                                    option value=(against.name()) selected[against == self.query.against] { (name) }
                                }
                            }
                        }
                        @for &dimension in Dimension::ALL { (self.filter(dimension, text)) }
                    }
                    @for kept in ["basis", "confidence"] {
                        @if let Some(value) = self.query.view.typed(kept) { input type="hidden" name=(kept) value=(value); }
                    }
                    button type="submit" { (text.view_apply()) }
                    " " a href=(urls::WHY) { (text.view_reset()) }
                }
            }
        }
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

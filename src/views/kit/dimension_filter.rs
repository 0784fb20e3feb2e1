//! The field for one value of a dimension: a select, or a text input if there are too many values to list.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::texts::Texts;
use crate::views::kit::words;

/// A filter on one dimension.
#[derive(Clone, Copy)]
pub struct DimensionFilter<'a> {
    pub dimension: Dimension,
    /// The name of its query parameter.
    pub name: &'a str,
    /// The values of the dimension; an empty string is "unknown".
    pub offered: &'a [String],
    /// With more values than this, a text input is rendered.
    pub most_offered: usize,
    /// The chosen value as in the query string.
    pub given: Option<&'a str>,
}

impl DimensionFilter<'_> {
    /// The field; empty markup if there is nothing to choose.
    #[must_use]
    pub fn render(&self, text: &Texts) -> Markup {
        let unlisted =
            self.given.filter(|given| !self.offered.iter().any(|value| parameter(value) == *given));
        html! {
            @if self.offered.len() > 1 || self.given.is_some() {
                label {
                    (words::capitalised(&words::dimension(text, self.dimension)))
                    @if self.offered.len() > self.most_offered {
                        input type="text" name=(self.name) value=[self.given];
                    } @else {
                        select name=(self.name) {
                            option value="" { (text.view_all()) }
                            @for value in self.offered {
                                @let (sent, shown) = (parameter(value), words::value(text, self.dimension, value));
                                option value=(sent) selected[self.given == Some(sent)] { (shown) }
                            }
                            @if let Some(value) = unlisted { option value=(value) selected { (value) } }
                        }
                    }
                }
            }
        }
    }
}

/// A value as in the query string.
fn parameter(value: &str) -> &str {
    if value.is_empty() { UNKNOWN } else { value }
}

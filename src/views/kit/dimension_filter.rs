//! The choice of one value of a dimension: a list, or a field to type in where there are too many values for a list.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::texts::Texts;
use crate::views::kit::words;

/// What a filter offers.
#[derive(Clone, Copy)]
pub struct DimensionFilter<'a> {
    pub dimension: Dimension,
    /// The name of its parameter.
    pub name: &'a str,
    /// The values of the dimension, empty where unknown.
    pub offered: &'a [String],
    /// More values than this are not listed.
    pub most_offered: usize,
    /// What is chosen, as it stands in the address.
    pub given: Option<&'a str>,
}

impl DimensionFilter<'_> {
    /// The field; nothing where there is no choice.
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
                                option value=(parameter(value)) selected[self.given == Some(parameter(value))] {
                                    (words::value(text, self.dimension, value))
                                }
                            }
                            @if let Some(value) = unlisted { option value=(value) selected { (value) } }
                        }
                    }
                }
            }
        }
    }
}

/// A value as it stands in the address.
fn parameter(value: &str) -> &str {
    if value.is_empty() { UNKNOWN } else { value }
}

//! Comparing two groups: the conclusion in one sentence, and the form that selects them.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::series::Figures;
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::{Conclusion, Difference};
use crate::statistics::normal::Confidence;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::format::{decimal, p_value, per_cent, whole};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;

/// The page's data and its viewer.
pub struct ComparePage<'a> {
    pub staff: StaffPage<'a>,
    /// The query parameters as received.
    pub pairs: &'a [(String, String)],
    pub mistakes: &'a [FieldError],
    /// `None` before a comparison was requested.
    pub found: Option<Found<'a>>,
    pub offered: &'a BTreeMap<Dimension, Vec<String>>,
    pub most_offered: usize,
}

/// The figures of both groups and their difference.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    pub a: &'a Visible<Figures>,
    pub b: &'a Visible<Figures>,
    pub difference: Option<&'a Difference>,
    pub confidence: Confidence,
}

impl ComparePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let fields: Vec<String> =
            self.mistakes.iter().map(|mistake| words::field(text, &mistake.field)).collect();
        self.staff.wide(
            &text.compare_title(),
            html! {
                h1 { (text.compare_title()) }
                p { (text.compare_intro()) }
                @if !fields.is_empty() { p.error role="alert" { (text.compare_wrong(fields.join(", "))) } }
                @if let Some(found) = self.found { (self.found(found, text)) }
                form.boxed method="get" action=(urls::COMPARE) {
                    div.fields {
                        (self.side("a", &text.compare_a(), text))
                        (self.side("b", &text.compare_b(), text))
                    }
                    button type="submit" { (text.compare_button()) }
                }
            },
        )
    }

    fn found(&self, found: Found<'_>, text: &Texts) -> Markup {
        let points = |value: f64| decimal(self.staff.language, value);
        let confidence = per_cent(found.confidence.share());
        let conclusion = match found.difference.map(Difference::conclusion) {
            Some(Conclusion::Higher) => text.compare_higher(),
            Some(Conclusion::Lower) => text.compare_lower(),
            Some(Conclusion::NoDifferenceShown) => text.compare_none_shown(),
            None => text.compare_insufficient(),
        };
        html! {
            section.done aria-live="polite" {
                p.headline { (conclusion) }
                @if let Some(difference) = found.difference {
                    p {
                        (text.compare_interval(
                            points(difference.points),
                            confidence.as_str(),
                            points(difference.interval.low),
                            points(difference.interval.high),
                            p_value(self.staff.language, difference.p),
                        ))
                    }
                }
                ul {
                    @for (name, side) in [("A", found.a), ("B", found.b)] {
                        li {
                            @match side {
                                Visible::TooSmall => (text.compare_side_hidden(name)),
                                Visible::Nothing => (text.compare_side_none(name)),
                                Visible::Shown(Figures { estimate, .. }) => (text.compare_side(
                                    name,
                                    points(estimate.nps),
                                    whole(self.staff.language, estimate.n),
                                    confidence.as_str(),
                                    points(estimate.interval.low),
                                    points(estimate.interval.high),
                                )),
                            }
                        }
                    }
                }
            }
        }
    }

    fn side(&self, side: &str, heading: &str, text: &Texts) -> Markup {
        let name = |field: &str| format!("{side}.{field}");
        html! {
            fieldset {
                legend { (heading) }
                label { (text.view_from()) input type="date" name=(name("from")) value=[self.given(&name("from"))]; }
                label { (text.view_to()) input type="date" name=(name("to")) value=[self.given(&name("to"))]; }
                @for &dimension in Dimension::ALL {
                    @let name = name(dimension.name());
                    (DimensionFilter {
                        dimension,
                        name: &name,
                        offered: self.offered.get(&dimension).map(Vec::as_slice).unwrap_or_default(),
                        most_offered: self.most_offered,
                        given: self.given(&name),
                    }.render(text))
                }
            }
        }
    }

    fn given(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().find(|(other, value)| other == name && !value.is_empty());
        pair.map(|(_, value)| value.as_str())
    }
}

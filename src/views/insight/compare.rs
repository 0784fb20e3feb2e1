//! Comparing two groups: the conclusion in one sentence, and the form that selects them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::saved_view::{ViewPage, written};
use crate::domain::insight::query::why::{COMPARISONS, compared_with};
use crate::domain::insight::series::Figures;
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::difference::{Conclusion, Difference};
use crate::statistics::normal::Confidence;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::mistakes::Mistakes;
use crate::views::insight::saved_views::save_view_form;
use crate::views::insight::unknown_values::KnownValues;
use crate::views::insight::why::comparison;
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::format::{decimal, p_value, per_cent, whole};
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct ComparePage<'a> {
    pub staff: StaffPage<'a>,
    /// The query parameters as received.
    pub pairs: &'a [(String, String)],
    pub mistakes: &'a [FieldError],
    pub today: NaiveDate,
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
        let typed = DashboardQuery::as_typed(self.pairs, self.today);
        let refused =
            Mistakes { refused: self.mistakes, view: &typed, today: self.today, has_field, own_advice };
        let known = KnownValues { offered: self.offered, most_offered: self.most_offered };
        let chosen = self.pairs.iter().filter_map(|(name, value)| {
            let field = name.strip_prefix("a.").or_else(|| name.strip_prefix("b."))?;
            Some((field.parse::<Dimension>().ok()?, value.as_str()))
        });
        self.staff.wide(
            &text.compare_title(),
            html! {
                h1 { (text.compare_title()) }
                p { (text.compare_intro()) }
                (refused.summary_saying(&text.compare_wrong(), text))
                (self.comparisons(text))
                (known.missing(chosen, text))
                @if let Some(found) = self.found { (self.found(found, text)) }
                form.boxed method="get" action=(urls::COMPARE) {
                    div.fields {
                        (self.side("a", &text.compare_a(), &refused, text))
                        (self.side("b", &text.compare_b(), &refused, text))
                    }
                    @for (name, value) in self.not_in_the_form() { input type="hidden" name=(name) value=(value); }
                    button type="submit" { (text.compare_button()) }
                }
                @if self.found.is_some() {
                    (save_view_form(self.staff.language, ViewPage::Compare, &written(self.pairs)))
                }
            },
        )
    }

    /// Links that compare group A with itself in an earlier period.
    fn comparisons(&self, text: &Texts) -> Markup {
        html! {
            nav.choices aria-label=(text.why_presets()) {
                (text.why_presets()) ":"
                @for (preset, against) in COMPARISONS {
                    @let range = preset.range(self.today);
                    @if let Some(earlier) = compared_with(Some(preset), range, against, self.today) {
                        " " a href={ (urls::COMPARE) "?" (self.over(range, earlier)) } { (comparison(text, preset, against)) }
                    }
                }
            }
        }
    }

    /// The query string of group A in two periods.
    fn over(&self, range: DateRange, earlier: DateRange) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let kept = || {
            let own = self.pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("a.")?, value)));
            own.filter(|(name, _)| !matches!(*name, "from" | "to"))
        };
        for (side, range) in [("a", range), ("b", earlier)] {
            query.append_pair(&format!("{side}.from"), &range.from().to_string());
            query.append_pair(&format!("{side}.to"), &range.to().to_string());
            kept().for_each(|(name, value)| {
                query.append_pair(&format!("{side}.{name}"), value);
            });
        }
        query.finish()
    }

    /// What was given and has no field: the day that counts, the confidence, and further values of a filter.
    fn not_in_the_form(&self) -> Vec<&(String, String)> {
        let is_repeated = |at: usize, name: &str| self.pairs.iter().take(at).any(|(other, _)| other == name);
        let is_kept = |at: usize, name: &str| {
            let field = name.strip_prefix("a.").or_else(|| name.strip_prefix("b.")).unwrap_or(name);
            let is_further_value =
                field != name && field.parse::<Dimension>().is_ok() && is_repeated(at, name);
            field == "confidence" || (field == "basis" && field != name) || is_further_value
        };
        let pairs = self.pairs.iter().enumerate();
        pairs.filter(|(at, (name, _))| is_kept(*at, name)).map(|(_, pair)| pair).collect()
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

    fn side(&self, side: &str, heading: &str, refused: &Mistakes<'_>, text: &Texts) -> Markup {
        let name = |field: &str| format!("{side}.{field}");
        html! {
            fieldset {
                legend { (heading) }
                @for day in [name("from"), name("to")] { (refused.day_field(&day, self.given(&day), text)) }
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

/// Whether the form has a field of this name with an identifier.
fn has_field(field: &str) -> bool {
    matches!(field, "a.from" | "a.to" | "b.from" | "b.to")
}

/// The advice on groups that share responses.
fn own_advice(_: &DashboardQuery, field: &str, text: &Texts) -> Option<String> {
    matches!(field, "a" | "b").then(|| text.compare_wrong_shared())
}

//! What is selected on the page of verbatims: the form, and what is wrong with an address.
//!
//! The rule: what the form has no field for is kept as it is in the address.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::verbatims::{NO_THEME, ScoreGroup};
use crate::statistics::tally::SCORES;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::mistakes::Mistakes;
use crate::views::insight::verbatims::VerbatimsPage;
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::words;

impl VerbatimsPage<'_> {
    pub(super) fn refused(&self) -> Mistakes<'_> {
        Mistakes { refused: self.mistakes, view: self.view, today: self.today, has_field, own_advice }
    }

    pub(super) fn filters(&self, text: &Texts) -> Markup {
        let refused = self.refused();
        let groups = [
            (ScoreGroup::Promoters, text.composition_promoters()),
            (ScoreGroup::Passives, text.composition_passives()),
            (ScoreGroup::Detractors, text.composition_detractors()),
        ];
        html! {
            form.boxed method="get" action=(urls::VERBATIMS) {
                div.fields {
                    label { (text.verbatims_search()) input type="text" name="q" maxlength="100" value=[self.given("q")]; }
                    label { (text.verbatims_theme()) select name="theme" {
                        option value="" { (text.view_all()) }
                        @for theme in self.themes {
                            option value=(theme.id) selected[self.given("theme") == Some(theme.id.to_string().as_str())] { (theme.name) }
                        }
                        option value=(NO_THEME) selected[self.given("theme") == Some(NO_THEME)] { (text.themes_none()) }
                    } }
                    label { (text.verbatims_scores()) select name="scores" {
                        option value="" { (text.view_all()) }
                        @for (group, name) in groups { option value=(group.name()) selected[self.given("scores") == Some(group.name())] { (name) } }
                    } }
                    label { (text.verbatims_one_score()) select name="score" {
                        option value="" { (text.view_all()) }
                        @for score in 0..SCORES {
                            option value=(score) selected[self.given("score") == Some(score.to_string().as_str())] { (score) }
                        }
                    } }
                    (refused.day_field("from", self.given("from"), text))
                    (refused.day_field("to", self.given("to"), text))
                    @for &dimension in Dimension::ALL {
                        (DimensionFilter {
                            dimension,
                            name: dimension.name(),
                            offered: self.offered.get(&dimension).map(Vec::as_slice).unwrap_or_default(),
                            most_offered: self.most_offered,
                            given: self.given(dimension.name()),
                        }.render(text))
                    }
                }
                @for (name, value) in self.kept() { input type="hidden" name=(name) value=(value); }
                label.tick { input type="checkbox" name="new" value="1" checked[self.given("new").is_some()]; (text.verbatims_only_new()) }
                button type="submit" { (text.view_apply()) }
                " " a href=(urls::VERBATIMS) { (text.view_reset()) }
            }
        }
    }

    /// The parameters without a field in the form, preserved as hidden fields: range and basis, and further values of a
    /// filter.
    fn kept(&self) -> impl Iterator<Item = &(String, String)> {
        let is_further = |index: usize, name: &str| {
            Dimension::ALL.iter().any(|dimension| dimension.name() == name)
                && self.pairs.iter().take(index).any(|(other, _)| other == name)
        };
        let kept = self.pairs.iter().enumerate();
        kept.filter(move |(index, (name, _))| {
            matches!(name.as_str(), "range" | "basis") || is_further(*index, name)
        })
        .map(|(_, pair)| pair)
    }
}

/// Whether the form has a field of this name, to which a link can lead.
fn has_field(field: &str) -> bool {
    matches!(field, "from" | "to")
}

/// The advice on what only this page has.
fn own_advice(_: &DashboardQuery, field: &str, text: &Texts) -> Option<String> {
    match field {
        "theme" | "scores" | "score" => Some(text.view_wrong_choice(words::field(text, field))),
        "q" => Some(text.verbatims_wrong_search()),
        _ => None,
    }
}

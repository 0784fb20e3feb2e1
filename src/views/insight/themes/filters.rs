//! What is selected on the page of themes: the form, and links to each team.
//!
//! The rule: what the form has no field for is kept as it is in the address.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::themes::{ThemesPage, with_query};
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::words;

/// With more teams than this, a team is chosen in the form only.
const MOST_TEAMS: usize = 30;

impl ThemesPage<'_> {
    pub(super) fn filters(&self, text: &Texts) -> Markup {
        let view = &self.query.view;
        let refused = self.refused();
        html! {
            (self.teams(text))
            (self.active(text))
            details.filters open[!self.mistakes.is_empty()] {
                summary { (text.view_filters()) }
                form.boxed method="get" action=(urls::THEMES) {
                    div.fields {
                        (refused.day_field("from", view.typed("from"), text))
                        (refused.day_field("to", view.typed("to"), text))
                        @for &dimension in Dimension::ALL { (self.filter(dimension, text)) }
                    }
                    @for name in ["range", "basis", "confidence"] {
                        @for value in view.values(name) { input type="hidden" name=(name) value=(value); }
                    }
                    button type="submit" { (text.view_apply()) }
                    " " a href=(urls::THEMES) { (text.view_reset()) }
                }
            }
        }
    }

    /// The field for one value of a dimension. Further values of the same dimension are kept as hidden fields.
    fn filter(&self, dimension: Dimension, text: &Texts) -> Markup {
        let mut chosen = self.query.view.values(dimension.name());
        let filter = DimensionFilter {
            dimension,
            name: dimension.name(),
            offered: self.offered(dimension),
            most_offered: self.most_offered,
            given: chosen.next(),
        };
        html! {
            (filter.render(text))
            @for value in chosen { input type="hidden" name=(dimension.name()) value=(value); }
        }
    }

    fn offered(&self, dimension: Dimension) -> &[String] {
        self.overview.offered.get(&dimension).map(Vec::as_slice).unwrap_or_default()
    }

    fn teams(&self, text: &Texts) -> Markup {
        let teams = self.offered(Dimension::Team);
        let name = Dimension::Team.name();
        let chosen: Vec<&str> = self.query.view.values(name).collect();
        let here = |is_here: bool| is_here.then_some("true");
        html! {
            @if (2..=MOST_TEAMS).contains(&teams.len()) {
                nav.choices aria-label=(text.themes_teams()) {
                    a href=(self.view(&self.query.view.with(name, None))) aria-current=[here(chosen.is_empty())] { (text.themes_all_teams()) }
                    @for team in teams {
                        @let value = if team.is_empty() { UNKNOWN } else { team.as_str() };
                        " " a href=(self.view(&self.query.view.with(name, Some(value)))) aria-current=[here(chosen == [value])] {
                            (words::value(text, Dimension::Team, team))
                        }
                    }
                }
            }
        }
    }

    /// This page with another view.
    fn view(&self, query: &str) -> String {
        with_query(urls::THEMES, query)
    }

    /// The active filters, each with a link that removes it.
    fn active(&self, text: &Texts) -> Markup {
        let view = &self.query.view;
        let active: Vec<(Dimension, &str)> = Dimension::ALL
            .iter()
            .flat_map(|dimension| view.values(dimension.name()).map(move |value| (*dimension, value)))
            .collect();
        html! {
            @if !active.is_empty() {
                p.filtered {
                    (text.view_active())
                    @for (dimension, value) in active {
                        @let plain = if value == UNKNOWN { "" } else { value };
                        @let name = format!("{}: {}", words::dimension(text, dimension), words::value(text, dimension, plain));
                        " " a.chip href=(self.view(&view.without(dimension.name(), value))) aria-label=(text.view_remove(name.as_str())) {
                            (name) span { " ×" }
                        }
                    }
                }
            }
        }
    }
}

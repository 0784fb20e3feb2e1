//! One theme by team.
//!
//! The rule: the page says for which theme, and every other theme is one click away.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::dashboard::{UNKNOWN, in_full};
use crate::domain::insight::query::verbatims::ScoreGroup;
use crate::domain::insight::theme::Theme;
use crate::domain::insight::theme::table::ThemeTable;
use crate::domain::insight::theme::teams::TeamShare;
use crate::domain::insight::visible::Visible;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::themes::{ThemesPage, with_query};
use crate::views::kit::format::{percentage, whole};
use crate::views::kit::words;

impl ThemesPage<'_> {
    pub(super) fn by_team(&self, table: &ThemeTable, text: &Texts) -> Markup {
        let Some(by_team) = &self.overview.by_team else { return html! {} };
        let others = table
            .rows
            .iter()
            .filter(|(_, row)| row.detractors.shown().is_some_and(|named| named.detractors > 0));
        html! {
            section aria-labelledby="teams" {
                h2 id="teams" { (text.themes_by_team(by_team.theme.name.as_str())) }
                nav.choices aria-label=(text.themes_by_team_choose()) {
                    @for (theme, _) in others {
                        " " a href=(self.by_team_of(theme)) aria-current=[(theme.id == by_team.theme.id).then_some("true")] { (theme.name) }
                    }
                }
                div.scroll tabindex="0" role="group" aria-labelledby="teams" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.dimension_team()) }
                            th.number scope="col" { (text.themes_reasons()) }
                            th.number scope="col" { (text.themes_name_it()) }
                            th.number scope="col" { (text.themes_share(self.confidence())) }
                        } }
                        tbody { @for team in &by_team.teams { (self.team(&by_team.theme, team, text)) } }
                    }
                }
                @if by_team.teams.iter().any(|team| team.named.is_too_small()) {
                    p.note { (text.dashboard_suppressed_note()) }
                }
            }
        }
    }

    fn by_team_of(&self, theme: &Theme) -> String {
        let mut query = form_urlencoded::Serializer::new(self.query.view.address());
        let query = query.append_pair("theme", &theme.id.to_string()).finish();
        format!("{}#teams", with_query(urls::THEMES, &query))
    }

    fn team(&self, theme: &Theme, team: &TeamShare, text: &Texts) -> Markup {
        let name = words::value(text, Dimension::Team, &team.team);
        let value = if team.team.is_empty() { UNKNOWN } else { team.team.as_str() };
        let view = self.query.view.with(Dimension::Team.name(), Some(value));
        let share = |share: f64| percentage(self.staff.language, share);
        html! {
            tr {
                th scope="row" { a href=(with_query(urls::THEMES, &view)) { (name) } }
                @match &team.named {
                    Visible::Shown(named) => {
                        td.number { (whole(self.staff.language, named.of)) }
                        td.number {
                            a href=(words_of(&view, theme)) aria-label=(text.themes_read(whole(self.staff.language, named.detractors), text.composition_detractors(), theme.name.as_str())) {
                                (whole(self.staff.language, named.detractors))
                            }
                        }
                        td.number {
                            (share(named.share.share)) " "
                            span.optional { "(" (text.dashboard_range(share(named.share.low), share(named.share.high))) ")" }
                        }
                    }
                    Visible::TooSmall => { td.number { (text.dashboard_suppressed()) } td.number { "–" } td.number { "–" } }
                    Visible::Nothing => { td.number { "0" } td.number { "–" } td.number { "–" } }
                }
            }
        }
    }
}

/// What the detractors of a view write about a theme.
fn words_of(view: &str, theme: &Theme) -> String {
    let mut query = form_urlencoded::Serializer::new(in_full(view));
    query.append_pair("theme", &theme.id.to_string()).append_pair("scores", ScoreGroup::Detractors.name());
    with_query(urls::VERBATIMS, &query.finish())
}

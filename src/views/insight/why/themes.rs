//! The themes that detractors name more often than before.

use maud::{Markup, html};

use crate::domain::insight::query::dashboard::in_full;
use crate::domain::insight::query::download::RowSet;
use crate::domain::insight::theme::growth::ThemeGrowth;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::why::WhyPage;
use crate::views::kit::format::percentage;

/// The most themes on the page, those that grew most.
const MOST_THEMES: usize = 10;

impl WhyPage<'_> {
    pub(super) fn themes(&self, text: &Texts) -> Markup {
        let grown = || self.themes.iter().filter(|theme| theme.difference > 0.0).take(MOST_THEMES);
        html! {
            section aria-labelledby="grown-themes" {
                h2 id="grown-themes" { (text.why_themes_heading()) }
                @if grown().next().is_none() { p { (text.why_themes_none()) } } @else {
                    p { (text.why_themes_text()) }
                    div.scroll tabindex="0" role="group" aria-labelledby="grown-themes" {
                        table.stacked {
                            thead { tr {
                                th scope="col" { (text.verbatims_theme()) }
                                th.number scope="col" { (text.why_share_before()) }
                                th.number scope="col" { (text.why_share_now()) }
                                th.number scope="col" { (text.why_themes_change(self.confidence())) }
                                th scope="col" { (text.parts_conclusion()) }
                            } }
                            tbody { @for theme in grown() { (self.theme(theme, text)) } }
                        }
                    }
                }
                @if !self.themes.is_empty() { (self.files(&text.why_themes_heading(), Some(RowSet::WhyThemes), None, text)) }
                p { a href={ (urls::THEMES) "?" (self.query.view_of_now(&[])) } { (text.why_themes_all()) } }
            }
        }
    }

    fn theme(&self, theme: &ThemeGrowth, text: &Texts) -> Markup {
        let share = |share: f64| percentage(self.staff.language, share);
        let points = |share: f64| self.signed(100.0 * share);
        let id = theme.id.to_string();
        let verbatims = in_full(&self.query.view_of_now(&[("theme", &id), ("scores", "detractors")]));
        html! {
            tr {
                th scope="row" { a href={ (urls::VERBATIMS) "?" (verbatims) } { (theme.name) } }
                td.number { (share(theme.before.share.share)) }
                td.number { (share(theme.now.share.share)) }
                td.number {
                    (points(theme.difference)) " "
                    span.optional { "(" (text.dashboard_range(points(theme.low), points(theme.high))) ")" }
                }
                td { @if theme.grew { strong { (text.why_themes_grew()) } } @else { (text.parts_none_shown()) } }
            }
        }
    }
}

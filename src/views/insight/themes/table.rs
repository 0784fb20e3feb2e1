//! The table of themes and its picture.
//!
//! The rule: a share stands with its interval, and a change with its interval and a word.

use maud::{Markup, html};

use crate::domain::insight::query::verbatims::{NO_THEME, ScoreGroup};
use crate::domain::insight::theme::Theme;
use crate::domain::insight::theme::growth::ThemeGrowth;
use crate::domain::insight::theme::named::NamedBy;
use crate::domain::insight::theme::table::{NamedByClass, ThemeTable};
use crate::domain::insight::visible::Visible;
use crate::texts::Texts;
use crate::views::insight::themes::ThemesPage;
use crate::views::kit::chart::bars::{Bar, lying};
use crate::views::kit::format::{percentage, signed, whole};

impl ThemesPage<'_> {
    pub(super) fn table(&self, table: &ThemeTable, text: &Texts) -> Markup {
        let hides = table.without.hides() || table.rows.iter().any(|(_, row)| row.hides());
        html! {
            section aria-labelledby="named" {
                h2 id="named" { (text.themes_named_heading()) }
                p {
                    @match table.detractors {
                        Visible::Shown(detractors) => (text.themes_of_detractors(whole(self.staff.language, detractors))),
                        Visible::TooSmall | Visible::Nothing => (text.themes_few_detractors()),
                    }
                }
                @if table.rows.is_empty() { p { (text.verbatims_no_themes()) } }
                (self.picture(table, text))
                div.scroll tabindex="0" role="group" aria-labelledby="named" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.verbatims_theme()) }
                            th.number scope="col" { (text.composition_detractors()) }
                            th.number scope="col" { (text.themes_share(self.confidence())) }
                            th.number scope="col" { (text.themes_growth(self.confidence())) }
                            th.number scope="col" { (text.composition_passives()) }
                            th.number scope="col" { (text.composition_promoters()) }
                            th scope="col" { (text.themes_precision()) }
                        } }
                        tbody {
                            @for (theme, row) in &table.rows { (self.theme_row(theme, row, text)) }
                            (self.no_theme_row(&table.without, text))
                        }
                    }
                }
                p.note { (text.verbatims_themes_note()) " " (text.themes_share_note()) }
                @if hides { p.note { (text.dashboard_suppressed_note()) } }
            }
        }
    }

    fn theme_row(&self, theme: &Theme, row: &NamedByClass, text: &Texts) -> Markup {
        let id = theme.id.to_string();
        let growth = self.overview.growth.iter().find(|growth| growth.id == theme.id);
        html! {
            tr {
                th scope="row" { (theme.name) }
                (self.detractors(row, &id, &theme.name, text))
                td.number { @if let Some(growth) = growth { (self.change(growth, text)) } @else { "–" } }
                (self.others(row, &id, &theme.name, text))
                td { (self.precision(theme, text)) }
            }
        }
    }

    fn no_theme_row(&self, row: &NamedByClass, text: &Texts) -> Markup {
        let name = text.themes_none();
        html! {
            tr {
                th scope="row" { em { (name) } }
                (self.detractors(row, NO_THEME, &name, text))
                td.number { "–" }
                (self.others(row, NO_THEME, &name, text))
                td {}
            }
        }
    }

    /// The cells about detractors; their number leads to what they wrote.
    fn detractors(&self, row: &NamedByClass, theme: &str, name: &str, text: &Texts) -> Markup {
        let Some(NamedBy { detractors, share, .. }) = row.detractors.shown() else {
            let words =
                if row.detractors.is_too_small() { text.dashboard_suppressed() } else { "–".to_owned() };
            return html! { td.number { (words) } td.number { "–" } };
        };
        let value = |share: f64| percentage(self.staff.language, share);
        html! {
            td.number { (self.count(*detractors, ScoreGroup::Detractors, theme, name, text)) }
            td.number {
                (value(share.share)) " "
                span.optional { "(" (text.dashboard_range(value(share.low), value(share.high))) ")" }
            }
        }
    }

    fn others(&self, row: &NamedByClass, theme: &str, name: &str, text: &Texts) -> Markup {
        html! {
            @for (count, group) in [(row.passives, ScoreGroup::Passives), (row.promoters, ScoreGroup::Promoters)] {
                td.number {
                    @match count {
                        Visible::Shown(count) => (self.count(count, group, theme, name, text)),
                        Visible::TooSmall => (text.dashboard_suppressed()),
                        Visible::Nothing => "0",
                    }
                }
            }
        }
    }

    /// A number that leads to the verbatims behind it.
    fn count(&self, count: u64, group: ScoreGroup, theme: &str, name: &str, text: &Texts) -> Markup {
        let number = whole(self.staff.language, count);
        let group_name = match group {
            ScoreGroup::Promoters => text.composition_promoters(),
            ScoreGroup::Passives => text.composition_passives(),
            ScoreGroup::Detractors => text.composition_detractors(),
        };
        html! {
            @if count == 0 { (number) } @else {
                a href=(self.verbatims(&[("theme", theme), ("scores", group.name())]))
                    aria-label=(text.themes_read(number.as_str(), group_name, name)) { (number) }
            }
        }
    }

    fn change(&self, growth: &ThemeGrowth, text: &Texts) -> Markup {
        let points = |share: f64| signed(self.staff.language, 100.0 * share);
        let word = if growth.grew {
            text.themes_more()
        } else if growth.shrank {
            text.themes_less()
        } else {
            text.themes_same()
        };
        html! {
            (points(growth.difference)) " "
            span.optional { "(" (text.dashboard_range(points(growth.low), points(growth.high))) ")" }
            " " span.below { (word) }
        }
    }

    /// The shares of detractors as bars; only those that are shown.
    fn picture(&self, table: &ThemeTable, text: &Texts) -> Markup {
        let bar = |name: &str, row: &NamedByClass, is_part: bool| {
            let named = row.detractors.shown()?;
            let share = percentage(self.staff.language, named.share.share);
            Some(Bar {
                name: name.to_owned(),
                value: 100.0 * named.share.share,
                label: format!("{share} ({})", whole(self.staff.language, named.detractors)),
                is_part,
            })
        };
        let themes = table.rows.iter().filter_map(|(theme, row)| bar(&theme.name, row, false));
        let bars: Vec<Bar> = themes.chain(bar(&text.themes_none(), &table.without, true)).collect();
        html! {
            @if bars.iter().any(|bar| !bar.is_part) {
                // The style sheet leaves it out on a telephone, where the table below says the same.
                div.scroll.repeated tabindex="0" role="group" aria-labelledby="named" { (lying("named", &bars)) }
            }
        }
    }
}

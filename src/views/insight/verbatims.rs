//! Verbatim comments, by theme and newest first.

mod filters;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::ThemeId;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::dashboard::{DashboardQuery, kept};
use crate::domain::insight::query::download::Purpose;
use crate::domain::insight::query::responses::{Cursor, ResponseRow};
use crate::domain::insight::theme::{Theme, ThemeFigures};
use crate::domain::insight::visible::Visible;
use crate::statistics::estimate::Estimate;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::unknown_values::KnownValues;
use crate::views::kit::format::{day, decimal, whole};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;

/// The page's data and its viewer.
pub struct VerbatimsPage<'a> {
    pub staff: StaffPage<'a>,
    /// The query parameters as received, without empty ones.
    pub pairs: &'a [(String, String)],
    pub mistakes: &'a [FieldError],
    /// Range, basis and filters in force.
    pub view: &'a DashboardQuery,
    pub today: NaiveDate,
    pub selected: Visible<Verbatims<'a>>,
    pub themes: &'a [Theme],
    pub offered: &'a BTreeMap<Dimension, Vec<String>>,
    pub most_offered: usize,
    /// In per cent.
    pub confidence: &'a str,
}

/// The verbatims of a selection that is large enough.
#[derive(Clone, Copy)]
pub struct Verbatims<'a> {
    pub responses: u64,
    pub verbatims: u64,
    pub themes: &'a [ThemeFigures],
    pub rows: &'a [ResponseRow],
    pub next: Option<&'a Cursor>,
}

impl VerbatimsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let known = KnownValues { offered: self.offered, most_offered: self.most_offered };
        self.staff.wide(&text.verbatims_title(), html! {
                h1 { (text.verbatims_title()) }
                p { (text.verbatims_intro()) }
                (self.refused().summary(text))
                (self.filters(text))
                p.note { (self.range_in_words(text)) }
                (known.missing_of(self.view, text))
                @if self.has_no_such_theme() { p.notice { (text.verbatims_no_such_theme()) } }
                @match self.selected {
                    Visible::TooSmall | Visible::Nothing => p { strong { (text.verbatims_hidden()) } },
                    Visible::Shown(selected) => {
                        p { (text.verbatims_count(whole(self.staff.language, selected.verbatims), whole(self.staff.language, selected.responses))) }
                        @if self.mistakes.is_empty() && selected.verbatims > 0 { (self.file(text)) }
                        // A reader who came for some answers sees them before figures about all.
                        @if self.is_narrowed() {
                            (self.list(selected, text)) (self.figures(selected.themes, text))
                        } @else { (self.figures(selected.themes, text)) (self.list(selected, text)) }
                    }
                }
            })
    }

    /// The days that the answers on the page are about.
    fn range_in_words(&self, text: &Texts) -> String {
        let range = self.view.whole.range;
        let (from, to) = (day(self.staff.language, range.from()), day(self.staff.language, range.to()));
        match self.view.whole.basis {
            Basis::Closed => text.view_range_closed(from, to),
            Basis::Answered => text.view_range_answered(from, to),
        }
    }

    /// Whether the theme in the address is none of the list, as one that was removed.
    fn has_no_such_theme(&self) -> bool {
        let given: Option<ThemeId> = self.given("theme").and_then(|given| given.parse().ok());
        let is_missing = |id: ThemeId| !self.themes.iter().any(|theme| theme.id == id);
        self.mistakes.is_empty() && given.is_some_and(is_missing)
    }

    fn given<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The query string of this view with one parameter set, at its first page.
    fn with(&self, name: &str, value: &str) -> String {
        let others = self.pairs.iter().filter(|(other, _)| other != name && other != "cursor");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(others)
            .append_pair(name, value)
            .finish();
        format!("?{query}")
    }

    /// The link to all answers of the selection as a file.
    fn file(&self, text: &Texts) -> Markup {
        let others = self.pairs.iter().filter(|(name, _)| name != "cursor");
        let mut query = form_urlencoded::Serializer::new(String::new());
        let query = query.extend_pairs(others).append_pair("for", Purpose::Spreadsheet.name()).finish();
        html! {
            p.choices {
                (text.download_line()) ": "
                a href={ (urls::VERBATIMS_FILE) "?" (query) } { (text.download_verbatims()) " (CSV)" }
            }
        }
    }

    fn figures(&self, themes: &[ThemeFigures], text: &Texts) -> Markup {
        html! {
            h2 id="themes" { (text.verbatims_themes_heading()) }
            @if themes.is_empty() { p { (text.verbatims_no_themes()) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="themes" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.verbatims_theme()) }
                            th.number scope="col" { (text.dashboard_responses()) }
                            th.number scope="col" { (text.dashboard_nps()) }
                            th.number scope="col" { (text.dashboard_interval(self.confidence)) }
                            th.number scope="col" { (text.verbatims_new()) }
                        } }
                        tbody { @for figures in themes { (self.theme_row(figures, text)) } }
                    }
                }
                p.note { (text.verbatims_themes_note()) }
            }
            p { a href=(self.themes_page()) { (text.verbatims_manage()) } }
        }
    }

    fn theme_row(&self, figures: &ThemeFigures, text: &Texts) -> Markup {
        let link = self.with("theme", &figures.theme.id.to_string());
        html! {
            tr {
                th scope="row" { @if !figures.nps.is_too_small() { a href=(link) { (figures.theme.name) } } @else { (figures.theme.name) } }
                @match figures.nps {
                    Visible::TooSmall => { td.number { (text.dashboard_suppressed()) } td {} td {} td {} }
                    Visible::Nothing => {
                        td.number { "0" } td.number { "–" } td.number {}
                        td.number { (whole(self.staff.language, figures.new)) }
                    }
                    Visible::Shown(Estimate { n, nps, interval: limits, .. }) => {
                        td.number { (whole(self.staff.language, n)) }
                        td.number { (decimal(self.staff.language, nps)) }
                        td.number { (text.dashboard_range(decimal(self.staff.language, limits.low), decimal(self.staff.language, limits.high))) }
                        td.number { (whole(self.staff.language, figures.new)) }
                    }
                }
            }
        }
    }

    /// The themes of the same range and filters.
    fn themes_page(&self) -> String {
        let view = kept(self.pairs);
        if view.is_empty() { urls::THEMES.to_owned() } else { format!("{}?{view}", urls::THEMES) }
    }

    /// The address of the newest page of this view.
    fn newest(&self) -> String {
        let others = self.pairs.iter().filter(|(name, _)| name != "cursor");
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
        format!("{}?{query}", urls::VERBATIMS)
    }

    /// Whether the list is filtered further than the selection that the figures cover.
    fn is_narrowed(&self) -> bool {
        let narrowing = ["q", "theme", "scores", "score", "new"];
        self.mistakes.is_empty() && self.pairs.iter().any(|(name, _)| narrowing.contains(&name.as_str()))
    }

    fn list(&self, selected: Verbatims<'_>, text: &Texts) -> Markup {
        html! {
            h2 { (text.verbatims_title()) }
            @if self.is_narrowed() { p.note { (text.verbatims_narrowed()) } }
            @if selected.rows.is_empty() { p { (text.verbatims_none()) } }
            @for row in selected.rows { (self.verbatim(row, text)) }
            @if self.given("cursor").is_some() { p { a href=(self.newest()) { (text.verbatims_newest()) } } }
            @if let Some(next) = selected.next { p { a rel="next" href=(self.with("cursor", &next.written())) { (text.verbatims_next()) } } }
        }
    }

    fn verbatim(&self, row: &ResponseRow, text: &Texts) -> Markup {
        let shown = [Dimension::Team, Dimension::Product, Dimension::Channel, Dimension::Outcome];
        let values: Vec<String> = shown
            .iter()
            .filter(|dimension| !row.segment.value(**dimension).is_empty())
            .map(|dimension| words::value(text, *dimension, row.segment.value(*dimension)))
            .collect();
        let addable: Vec<&Theme> =
            self.themes.iter().filter(|theme| !row.themes.contains(&theme.name)).collect();
        let back = self.address();
        html! {
            article.verbatim {
                blockquote dir="auto" { (row.verbatim.as_deref().unwrap_or_default()) }
                p.note {
                    strong { (text.verbatims_score(row.score.value().to_string())) }
                    " · " (day(self.staff.language, row.answered_on))
                    @for value in &values { " · " (value) }
                }
                div.inline {
                    @for theme in self.themes.iter().filter(|theme| row.themes.contains(&theme.name)) {
                        form method="post" action=(urls::RESPONSE_THEMES) {
                            (hidden_fields(row, &back))
                            input type="hidden" name="theme" value=(theme.id);
                            input type="hidden" name="origin" value="refused";
                            button.quiet type="submit" aria-label=(text.verbatims_take_off(theme.name.as_str())) { (theme.name) " ×" }
                        }
                    }
                    @if !addable.is_empty() {
                        form.adding method="post" action=(urls::RESPONSE_THEMES) {
                            (hidden_fields(row, &back))
                            input type="hidden" name="origin" value="hand";
                            select name="theme" aria-label=(text.verbatims_add()) { @for theme in addable { option value=(theme.id) { (theme.name) } } }
                            button.quiet type="submit" { (text.verbatims_add_button()) }
                        }
                    }
                }
            }
        }
    }

    /// The query string of this page, to return to.
    fn address(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs).finish()
    }
}

fn hidden_fields(row: &ResponseRow, back: &str) -> Markup {
    html! {
        input type="hidden" name="response" value=(row.id);
        input type="hidden" name="back" value=(back);
    }
}

//! The page of themes: who names them, how that changed, by team, how precise their keywords are, and the forms that change
//! them.
//!
//! The rule: what is selected is in the address and nowhere else, and every link and form of the page keeps it.

pub mod check;
mod filters;
mod manage;
mod precision;
pub mod removal;
mod table;
mod teams;
pub mod words;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::ids::ThemeId;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::dashboard::{DashboardQuery, in_full};
use crate::domain::insight::query::presets::Preset;
use crate::domain::insight::query::saved_view::ViewPage;
use crate::domain::insight::query::themes::ThemesQuery;
use crate::domain::insight::theme::overview::ThemesOverview;
use crate::domain::insight::visible::Visible;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::mistakes::Mistakes;
use crate::views::insight::saved_views::save_view_form;
use crate::views::insight::unknown_values::KnownValues;
use crate::views::kit::format::{day, per_cent};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words as names;

/// The page's data and its viewer.
pub struct ThemesPage<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a ThemesQuery,
    pub mistakes: &'a [FieldError],
    pub today: NaiveDate,
    pub overview: &'a ThemesOverview,
    pub most_offered: usize,
    pub managing: Managing<'a>,
}

/// What was typed into the forms, and what became of it.
#[derive(Clone, Copy, Default)]
pub struct Managing<'a> {
    pub is_done: bool,
    pub refused: Option<ThemeRefusal>,
    /// The input for a new theme.
    pub name: &'a str,
    pub keywords: &'a str,
    pub preview: Option<Preview<'a>>,
    /// The keywords of a theme that were refused.
    pub changed: Option<(ThemeId, &'a str)>,
}

/// Why a theme was not saved.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ThemeRefusal {
    Wrong,
    NameTaken,
}

/// What the keywords match: `found` of the `tried` verbatims.
#[derive(Clone, Copy)]
pub struct Preview<'a> {
    pub tried: usize,
    pub found: usize,
    pub examples: &'a [String],
}

impl ThemesPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let known = KnownValues { offered: &self.overview.offered, most_offered: self.most_offered };
        self.staff.wide(
            &text.themes_title(),
            html! {
                h1 { (text.themes_title()) }
                (self.refused().summary(text))
                (self.outcome(text))
                p { (text.themes_question()) }
                (self.filters(text))
                (self.range(text))
                (known.missing_of(&self.query.view, text))
                @if self.has_no_such_theme() { p.notice { (text.verbatims_no_such_theme()) } }
                @match &self.overview.table {
                    Visible::TooSmall => p { strong { (text.verbatims_hidden()) } },
                    Visible::Nothing => p { (text.themes_no_reasons()) },
                    Visible::Shown(table) => { (self.table(table, text)) (self.by_team(table, text)) }
                }
                p { a href=(self.address_of(urls::THEME_WORDS)) { (text.themes_words_link()) } }
                p { a href=(self.verbatims(&[])) { (text.themes_verbatims_link()) } }
                (self.manage(text))
                (save_view_form(self.staff.language, ViewPage::Themes, &self.query.view.address()))
            },
        )
    }

    fn refused(&self) -> Mistakes<'_> {
        Mistakes { refused: self.mistakes, view: &self.query.view, today: self.today, has_field, own_advice }
    }

    /// Whether the theme in the address is none of the list, as one that was removed.
    fn has_no_such_theme(&self) -> bool {
        self.query.theme.is_some_and(|id| !self.overview.themes.iter().any(|theme| theme.id == id))
    }

    /// What a form did, or why it did nothing, with a link to its field.
    fn outcome(&self, text: &Texts) -> Markup {
        let words = self.managing.refused.map(|refusal| manage::refusal(refusal, text));
        html! {
            @if self.managing.is_done { p.done role="status" { (text.themes_done()) } }
            @if let Some(words) = words {
                div.errors role="alert" tabindex="-1" autofocus {
                    p { a href={ "#" (self.refused_field()) } { (words) } }
                }
            }
        }
    }

    fn range(&self, text: &Texts) -> Markup {
        let range = self.query.now().range;
        let shown = |day_of| day(self.staff.language, day_of);
        html! {
            p.note {
                (text.themes_range(shown(range.from()), shown(range.to())))
                @if let Some(before) = self.overview.before {
                    " " (text.themes_before(shown(before.from()), shown(before.to())))
                }
                @if self.query.view.preset == Some(Preset::All) { " " (text.change_all_years()) }
            }
        }
    }

    /// The field at which the words of a refusal stand.
    fn refused_field(&self) -> String {
        self.managing.changed.map_or_else(|| manage::NEW_NAME.to_owned(), |(id, _)| manage::keywords_id(id))
    }

    /// Another page about the same view.
    fn address_of(&self, page: &str) -> String {
        with_query(page, &self.query.view.address())
    }

    /// The verbatims of the same view, narrowed.
    fn verbatims(&self, own: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(in_full(&self.query.view.address()));
        with_query(urls::VERBATIMS, &query.extend_pairs(own).finish())
    }

    /// The confidence of the intervals, in per cent.
    fn confidence(&self) -> String {
        per_cent(self.query.now().confidence.share())
    }
}

/// Whether the form has a field of this name, to which a link can lead.
fn has_field(field: &str) -> bool {
    matches!(field, "from" | "to")
}

/// The advice on what only this page has.
fn own_advice(_: &DashboardQuery, field: &str, text: &Texts) -> Option<String> {
    (field == "theme").then(|| text.view_wrong_choice(names::field(text, field)))
}

/// A page with the query string of a view, which may be empty.
fn with_query(page: &str, query: &str) -> String {
    if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
}

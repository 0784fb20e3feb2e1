//! Themes and their keywords, with a preview of what the keywords match before they are saved.

use maud::{Markup, html};

use crate::domain::insight::theme::Theme;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::whole;
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct ThemesPage<'a> {
    pub staff: StaffPage<'a>,
    pub themes: &'a [Theme],
    pub is_done: bool,
    pub refused: Option<ThemeRefusal>,
    /// The input for a new theme.
    pub name: &'a str,
    pub keywords: &'a str,
    pub preview: Option<Preview<'a>>,
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
        self.staff.wide(
            &text.themes_title(),
            html! {
                h1 { (text.themes_title()) }
                p { (text.themes_intro()) }
                @if self.is_done { p.done role="status" { (text.themes_done()) } }
                @match self.refused {
                    Some(ThemeRefusal::Wrong) => p.error role="alert" { (text.themes_wrong()) },
                    Some(ThemeRefusal::NameTaken) => p.error role="alert" { (text.themes_taken()) },
                    None => {}
                }
                (self.new_theme(text))
                @for theme in self.themes { (existing(theme, text)) }
                p { a href=(urls::VERBATIMS) { (text.verbatims_title()) } }
            },
        )
    }

    fn new_theme(&self, text: &Texts) -> Markup {
        html! {
            h2 id="new" { (text.themes_new_heading()) }
            @if let Some(preview) = self.preview {
                div.notice role="status" {
                    p { (text.themes_preview_found(whole(self.staff.language, preview.found as u64), whole(self.staff.language, preview.tried as u64))) }
                    @for example in preview.examples { blockquote dir="auto" { (example) } }
                }
            }
            form.boxed method="post" action=(urls::THEMES) {
                label { (text.themes_name()) input type="text" name="name" maxlength="60" required value=(self.name); }
                label { (text.themes_keywords()) textarea name="keywords" rows="4" { (self.keywords) } }
                button.quiet type="submit" formmethod="get" formaction=(urls::THEMES) formnovalidate { (text.themes_preview()) }
                " " button type="submit" { (text.themes_make()) }
            }
        }
    }
}

fn existing(theme: &Theme, text: &Texts) -> Markup {
    html! {
        section aria-label=(theme.name) {
            h2 { (theme.name) }
            @if theme.keywords.is_empty() { p.note { (text.themes_no_keywords()) } }
            form.boxed method="post" action=(urls::theme(theme.id)) {
                label { (text.themes_keywords()) textarea name="keywords" rows="4" { (theme.keywords.lines()) } }
                button.quiet type="submit" { (text.themes_change()) }
            }
            form method="post" action=(urls::theme_remove(theme.id)) {
                button.link type="submit" aria-label={ (text.themes_remove()) ": " (theme.name) } { (text.themes_remove()) }
            }
        }
    }
}

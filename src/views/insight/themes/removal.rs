//! The question before a theme is removed.
//!
//! The rule: it names what loses the theme, since removing it cannot be undone.

use maud::{Markup, html};

use crate::domain::insight::theme::in_use::ThemeUse;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::themes::with_query;
use crate::views::kit::format::whole;
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct ThemeRemovalPage<'a> {
    pub staff: StaffPage<'a>,
    pub found: &'a ThemeUse,
    /// The query string of the view that it was opened from.
    pub view: &'a str,
    pub minimum_group: u64,
}

impl ThemeRemovalPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.themes_remove_title(self.found.theme.name.as_str());
        let back = with_query(urls::THEMES, self.view);
        self.staff.narrow(
            &title,
            html! {
                p { a href=(back) { (text.themes_title()) } }
                h1 { (title) }
                p { (text.themes_remove_intro()) }
                (self.uses(text))
                form method="post" action=(urls::theme_remove(self.found.theme.id)) {
                    @if !self.view.is_empty() { input type="hidden" name="view" value=(self.view); }
                    p { button type="submit" { (text.themes_remove()) } }
                }
                p { a href=(back) { (text.themes_remove_not()) } }
            },
        )
    }

    fn uses(&self, text: &Texts) -> Markup {
        let (found, language) = (self.found, self.staff.language);
        let answers = match found.answers_at_least(self.minimum_group) {
            0 => text.themes_remove_few(whole(language, ThemeUse::step(self.minimum_group))),
            answers => text.themes_remove_answers(whole(language, answers)),
        };
        html! {
            dl.pairs {
                dt { (text.themes_remove_of_answers()) }
                dd { (answers) }
                dt { (text.themes_remove_checks()) }
                dd { (whole(language, found.checks)) }
                dt { (text.themes_remove_causes()) }
                @for name in &found.causes { dd { a href=(urls::cause(name)) { (name) } } }
                @if found.causes.is_empty() { dd { (text.themes_remove_no_use()) } }
                dt { (text.themes_remove_improvements()) }
                @for (id, title) in &found.improvements { dd { a href=(urls::improvement(*id)) { (title) } } }
                @if found.improvements.is_empty() { dd { (text.themes_remove_no_use()) } }
            }
        }
    }
}

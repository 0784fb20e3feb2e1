//! The forms that make, change and remove themes, with a preview of what keywords match before they are saved.
//!
//! The rule: what was typed and refused stands in its field again, with the words at it.

use maud::{Markup, html};

use crate::domain::ids::ThemeId;
use crate::domain::insight::theme::Theme;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::signals::improve;
use crate::views::insight::themes::{ThemeRefusal, ThemesPage};
use crate::views::kit::format::whole;

/// The id of the field for the name of a new theme.
pub(super) const NEW_NAME: &str = "new-name";

/// The id of the field for the keywords of a theme.
pub(super) fn keywords_id(id: ThemeId) -> String {
    format!("keywords-{id}")
}

/// Why a theme was not saved, in words.
pub(super) fn refusal(refusal: ThemeRefusal, text: &Texts) -> String {
    match refusal {
        ThemeRefusal::Wrong => text.themes_wrong(),
        ThemeRefusal::NameTaken => text.themes_taken(),
    }
}

impl ThemesPage<'_> {
    pub(super) fn manage(&self, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="manage" {
                h2 id="manage" { (text.themes_manage_heading()) }
                p { (text.themes_intro()) }
                (self.new_theme(text))
                @for theme in &self.overview.themes { (self.existing(theme, text)) }
            }
        }
    }

    fn new_theme(&self, text: &Texts) -> Markup {
        let managing = self.managing;
        let refused = managing.refused.filter(|_| managing.changed.is_none());
        let language = self.staff.language;
        html! {
            h3 id="new" { (text.themes_new_heading()) }
            @if let Some(preview) = managing.preview {
                div.notice role="status" {
                    p { (text.themes_preview_found(whole(language, preview.found as u64), whole(language, preview.tried as u64))) }
                    @for example in preview.examples { blockquote dir="auto" { (example) } }
                }
            }
            form.boxed method="post" action=(urls::THEMES) {
                (self.kept())
                @if let Some(words) = refused { p.error id="new-wrong" { (refusal(words, text)) } }
                label for=(NEW_NAME) { (text.themes_name()) }
                input type="text" id=(NEW_NAME) name="name" maxlength="60" required value=(managing.name) aria-invalid=[refused.map(|_| "true")] aria-describedby=[refused.map(|_| "new-wrong")];
                label { (text.themes_keywords()) textarea name="keywords" rows="4" aria-describedby=[refused.map(|_| "new-wrong")] { (managing.keywords) } }
                button.quiet type="submit" formmethod="get" formaction={ (urls::THEMES) "#new" } formnovalidate { (text.themes_preview()) }
                " " button type="submit" { (text.themes_make()) }
            }
        }
    }

    fn existing(&self, theme: &Theme, text: &Texts) -> Markup {
        let changed = self.managing.changed.filter(|(id, _)| *id == theme.id).map(|(_, typed)| typed);
        let (field, wrong) = (keywords_id(theme.id), format!("wrong-{}", theme.id));
        html! {
            section aria-label=(theme.name) {
                h3 { (theme.name) }
                (improve("theme", &theme.id.to_string(), &theme.name, text))
                @if theme.keywords.is_empty() { p.note { (text.themes_no_keywords()) } }
                form.boxed method="post" action=(urls::theme(theme.id)) {
                    (self.kept())
                    @if changed.is_some() { p.error id=(wrong) { (text.themes_wrong()) } }
                    label for=(field) { (text.themes_keywords()) }
                    textarea id=(field) name="keywords" rows="4" aria-invalid=[changed.map(|_| "true")] aria-describedby=[changed.map(|_| wrong.as_str())] {
                        (changed.map_or_else(|| theme.keywords.lines(), str::to_owned))
                    }
                    button.quiet type="submit" { (text.themes_change()) }
                }
                // Asks first, on a page of its own.
                form method="get" action=(urls::theme_remove(theme.id)) {
                    (self.kept())
                    button.link type="submit" aria-label={ (text.themes_remove()) ": " (theme.name) } { (text.themes_remove()) }
                }
            }
        }
    }

    /// The view, which a form carries along.
    fn kept(&self) -> Markup {
        let view = self.query.view.address();
        html! { @if !view.is_empty() { input type="hidden" name="view" value=(view); } }
    }
}

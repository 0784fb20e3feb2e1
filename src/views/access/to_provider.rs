//! The page between the sign-in form and the identity provider.
//!
//! The rule: it is a page and no redirect. Browsers hold every address that a form is redirected to against `form-action`,
//! also those to which the provider redirects further, and these are not known here.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::views::kit::page::Page;

/// The page that a browser shows for a moment, with a link if it does not go on by itself.
pub struct ToProviderPage<'a> {
    pub language: Language,
    pub organisation: &'a str,
    /// How people call the provider.
    pub provider: &'a str,
    pub url: &'a str,
}

impl ToProviderPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let title = text.staff_to_provider_title(self.provider);
        Page {
            language: self.language,
            title: &format!("{title} – Naklank"),
            organisation: self.organisation,
            is_wide: false,
            user: None,
            body: html! {
                h1 { (title) }
                p { (text.staff_to_provider_text()) }
                p { a href=(self.url) { (text.staff_to_provider_link(self.provider)) } }
            },
        }
        .render()
    }
}

//! The page between the sign-in form and the identity provider.
//!
//! The rule: it is a page and no redirect. Browsers hold every address that a form is redirected to against `form-action`,
//! also those to which the provider redirects further, and these are not known here. A form that is not kept while the person
//! is away is held by this page, which then does not go on by itself.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::views::kit::page::Page;

/// The page that a browser shows for a moment, with a link if it does not go on by itself.
pub struct ToProviderPage<'a> {
    pub language: Language,
    pub organisation: &'a str,
    /// How people call the provider.
    pub provider: &'a str,
    pub url: &'a str,
    /// The form that this page holds.
    pub held: Option<HeldForm<'a>>,
}

/// A form to be sent after signing in in another tab.
#[derive(Clone, Copy, Debug)]
pub struct HeldForm<'a> {
    /// Where it is sent.
    pub next: &'a str,
    pub fields: &'a [(String, String)],
}

impl ToProviderPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let title = text.staff_to_provider_title(self.provider);
        Page {
            language: self.language,
            title: &format!("{title} – {}", self.organisation),
            organisation: self.organisation,
            is_wide: false,
            user: None,
            body: html! {
                h1 { (title) }
                @match self.held {
                    Some(held) => (self.in_another_tab(held, text)),
                    None => {
                        p { (text.staff_to_provider_text()) }
                        p { a href=(self.url) { (text.staff_to_provider_link(self.provider)) } }
                    }
                }
            },
        }
        .render()
    }

    fn in_another_tab(&self, held: HeldForm<'_>, text: &Texts) -> Markup {
        html! {
            p.notice { (text.staff_to_provider_held(self.provider)) }
            p { a href=(self.url) target="_blank" rel="noopener" { (text.staff_to_provider_new_tab(self.provider)) } }
            form method="post" action=(held.next) {
                @for (name, value) in held.fields { input type="hidden" name=(name) value=(value); }
                button type="submit" { (text.staff_to_provider_send()) }
            }
        }
    }
}

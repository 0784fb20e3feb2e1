//! The page on which staff ask for a sign-in link by mail.
//!
//! The rule: it never says whether there is an account.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::page::Page;

/// The page's data.
#[derive(Clone, Copy, Debug)]
pub struct ForgottenPage<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub state: ForgottenState,
}

/// What the page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForgottenState {
    /// It asks for the address.
    Asks,
    /// A link was asked for.
    Asked,
    /// No mail goes out, whatever the account.
    NoMail,
}

impl ForgottenPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        Page {
            language: self.language,
            title: &format!("{} – {}", text.forgotten_title(), self.organisation),
            organisation: self.organisation,
            is_wide: false,
            user: None,
            body: html! {
                h1 { (text.forgotten_title()) }
                @match self.state {
                    ForgottenState::Asks => (form(self.language)),
                    ForgottenState::Asked => p.done role="status" { (text.forgotten_asked()) },
                    ForgottenState::NoMail => p.notice { (text.forgotten_no_mail()) },
                }
                p { a href=(urls::SIGN_IN) { (text.forgotten_back()) } }
            },
        }
        .render()
    }
}

fn form(language: Language) -> Markup {
    let text = texts(language);
    html! {
        p { (text.forgotten_text()) }
        form method="post" action=(urls::FORGOTTEN) {
            div.question {
                label for="email" { (text.staff_sign_in_email()) }
                input type="email" id="email" name="email" autocomplete="username" required;
            }
            button type="submit" { (text.forgotten_button()) }
        }
    }
}

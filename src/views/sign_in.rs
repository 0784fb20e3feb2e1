//! How staff come in.

use maud::{Markup, html};

use crate::domain::language::Language;
use crate::domain::token::Token;
use crate::texts::texts;
use crate::urls;
use crate::views::page::Page;

/// Why somebody was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Wrong address, wrong password or a disabled account: which one is nobody's business.
    Refused,
    /// Too many attempts.
    Locked,
    /// The one-time link is used up.
    LinkGone,
}

/// The form for address and password.
#[must_use]
pub fn sign_in(language: Language, organisation: &str, email: &str, refusal: Option<Refusal>) -> Markup {
    let text = texts(language);
    let message = refusal.map(|refusal| match refusal {
        Refusal::Refused => text.staff_sign_in_refused(),
        Refusal::Locked => text.staff_sign_in_locked(),
        Refusal::LinkGone => text.staff_sign_in_link_gone(),
    });
    Page {
        language,
        title: &format!("{} – Naklank", text.staff_sign_in_title()),
        organisation,
        is_wide: false,
        user: None,
        body: html! {
            h1 { (text.staff_sign_in_title()) }
            @if let Some(message) = message {
                div.errors role="alert" tabindex="-1" autofocus { p { (message) } }
            }
            form method="post" action=(urls::SIGN_IN) {
                div.question {
                    label for="email" { (text.staff_sign_in_email()) }
                    input type="email" id="email" name="email" value=(email) autocomplete="username" required;
                }
                div.question {
                    label for="password" { (text.staff_sign_in_password()) }
                    input type="password" id="password" name="password" autocomplete="current-password" required;
                }
                button type="submit" { (text.staff_sign_in_button()) }
            }
        },
    }
    .render()
}

/// The page behind a one-time link: a button, since opening a page must change nothing.
#[must_use]
pub fn sign_in_link(language: Language, organisation: &str, token: &Token) -> Markup {
    let text = texts(language);
    Page {
        language,
        title: &format!("{} – Naklank", text.staff_sign_in_link_title()),
        organisation,
        is_wide: false,
        user: None,
        body: html! {
            h1 { (text.staff_sign_in_link_title()) }
            p { (text.staff_sign_in_link_text()) }
            form method="post" action=(urls::sign_in_link(token)) {
                button type="submit" { (text.staff_sign_in_button()) }
            }
        },
    }
    .render()
}

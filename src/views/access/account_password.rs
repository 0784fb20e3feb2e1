//! The form in which a user replaces the own password.
//!
//! The rule: what is wrong stands in the summary and at its field, in the same words; no password is ever shown again.

use maud::{Markup, html};

use crate::texts::Texts;
use crate::urls;

/// The fields of the form, and the identifier of what is wrong with one.
const CURRENT: &str = "current_password";
const NEW: &str = "new_password";
const ERROR: &str = "password-error";

/// Why the password was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRefusal {
    WrongCurrent,
    /// Too many attempts.
    Wait,
    /// The new password is too short or too long.
    BadNew,
}

impl PasswordRefusal {
    /// The field that it is about.
    fn field(self) -> &'static str {
        match self {
            Self::WrongCurrent | Self::Wait => CURRENT,
            Self::BadNew => NEW,
        }
    }

    fn words(self, text: &Texts, shortest: usize) -> String {
        match self {
            Self::WrongCurrent => text.account_password_wrong(),
            Self::Wait => text.staff_sign_in_wait(),
            Self::BadNew => hint(text, shortest),
        }
    }
}

/// The summary of what is wrong, for the head of the page.
pub fn summary(text: &Texts, refusal: PasswordRefusal, shortest: usize) -> Markup {
    html! {
        div.errors role="alert" tabindex="-1" autofocus {
            p { a href={ "#" (refusal.field()) } { (refusal.words(text, shortest)) } }
        }
    }
}

/// The section with the form; `shortest` is the minimum length of a password, in characters.
pub fn password_form(text: &Texts, refusal: Option<PasswordRefusal>, shortest: usize) -> Markup {
    let wrong = |name: &str| refusal.filter(|refusal| refusal.field() == name);
    let error = |name: &str| {
        html! { @if let Some(refusal) = wrong(name) { p.error id=(ERROR) { (refusal.words(text, shortest)) } } }
    };
    let (current, new) = (wrong(CURRENT).is_some(), wrong(NEW).is_some());
    html! {
        h2 { (text.staff_sign_in_password()) }
        p { (text.account_password_text()) }
        form method="post" action=(urls::ACCOUNT_PASSWORD) novalidate {
            div.question {
                label for=(CURRENT) { (text.account_password_current()) }
                (error(CURRENT))
                input type="password" id=(CURRENT) name=(CURRENT) autocomplete="current-password" required
                    aria-describedby=[current.then_some(ERROR)] aria-invalid=[current.then_some("true")];
            }
            div.question {
                label for=(NEW) { (text.staff_sign_in_new_password()) }
                (error(NEW))
                @if !new { p.note id="hint" { (hint(text, shortest)) } }
                input type="password" id=(NEW) name=(NEW) autocomplete="new-password" required
                    aria-describedby=[Some(if new { ERROR } else { "hint" })] aria-invalid=[new.then_some("true")];
            }
            button type="submit" { (text.account_password_button()) }
        }
    }
}

/// What a password must be like.
fn hint(text: &Texts, shortest: usize) -> String {
    text.staff_sign_in_link_hint(shortest.to_string())
}

//! The form in which a user replaces the own password.
//!
//! The rule: what is wrong stands in the summary and at its field, in the same words; no password is ever shown again.

use maud::{Markup, html};

use crate::domain::access::new_password::{NewPassword, UnacceptablePassword};
use crate::texts::Texts;
use crate::urls;
use crate::views::access::sign_in::unacceptable;

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
    Unacceptable(UnacceptablePassword),
}

impl PasswordRefusal {
    /// The field that it is about.
    fn field(self) -> &'static str {
        match self {
            Self::WrongCurrent | Self::Wait => CURRENT,
            Self::Unacceptable(_) => NEW,
        }
    }

    fn words(self, text: &Texts) -> String {
        match self {
            Self::WrongCurrent => text.account_password_wrong(),
            Self::Wait => text.staff_sign_in_wait(),
            Self::Unacceptable(why) => unacceptable(text, why),
        }
    }
}

/// The summary of what is wrong, for the head of the page.
pub fn summary(text: &Texts, refusal: PasswordRefusal) -> Markup {
    html! {
        div.errors role="alert" tabindex="-1" autofocus {
            p { a href={ "#" (refusal.field()) } { (refusal.words(text)) } }
        }
    }
}

/// The section with the form.
pub fn password_form(text: &Texts, refusal: Option<PasswordRefusal>) -> Markup {
    let wrong = |name: &str| refusal.filter(|refusal| refusal.field() == name);
    let error = |name: &str| {
        html! { @if let Some(refusal) = wrong(name) { p.error id=(ERROR) { (refusal.words(text)) } } }
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
                p.hint id="hint" { (text.staff_sign_in_link_hint(NewPassword::SHORTEST.to_string())) }
                input type="password" id=(NEW) name=(NEW) autocomplete="new-password" required
                    aria-describedby=(if new { "password-error hint" } else { "hint" }) aria-invalid=[new.then_some("true")];
            }
            button type="submit" { (text.account_password_button()) }
        }
    }
}

//! A field for a code of the second factor, or for the password where there is none yet.
//!
//! The rule: why a code was refused stands at its field and in the summary above, in the same words.

use maud::{Markup, html};

use crate::texts::Texts;

/// Why a code was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// Wrong, or used before.
    Wrong,
    /// Too many wrong codes.
    Wait,
    /// The database did not answer.
    NotNow,
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Six digits, for which a telephone shows its keyboard of digits.
    AppCode,
    RecoveryCode,
    Either,
    /// The current password.
    Password,
}

/// A field for a code.
#[derive(Clone, Copy, Debug)]
pub struct CodeField {
    /// Unique on its page.
    pub id: &'static str,
    pub takes: Takes,
    pub refusal: Option<CodeRefusal>,
}

impl CodeField {
    /// The field with its label, what it takes and why it was refused.
    #[must_use]
    pub fn render(&self, text: &Texts) -> Markup {
        let (hint, error) = (format!("{}-hint", self.id), format!("{}-error", self.id));
        let ids = [self.refusal.map(|_| error.as_str()), self.hint(text).map(|_| hint.as_str())];
        let described_by = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let (name, autocomplete) = match self.takes {
            Takes::AppCode | Takes::Either => ("code", "one-time-code"),
            Takes::RecoveryCode => ("recovery", "off"),
            Takes::Password => ("current_password", "current-password"),
        };
        html! {
            div.question {
                label for=(self.id) { (self.label(text)) }
                @if let Some(words) = self.hint(text) { p.hint id=(hint) { (words) } }
                @if let Some(refusal) = self.refusal { p.error id=(error) { (self.sentence(text, refusal)) } }
                input type=(if self.takes == Takes::Password { "password" } else { "text" }) id=(self.id) name=(name) autocomplete=(autocomplete)
                    inputmode=[(self.takes == Takes::AppCode).then_some("numeric")]
                    autocapitalize="characters" spellcheck="false"
                    aria-describedby=[Some(described_by).filter(|ids| !ids.is_empty())] aria-invalid=[self.refusal.map(|_| "true")];
            }
        }
    }

    /// Why the code was refused, with the way to its field.
    #[must_use]
    pub fn summary(&self, text: &Texts) -> Markup {
        html! {
            @if let Some(refusal) = self.refusal {
                div.errors role="alert" tabindex="-1" autofocus {
                    p { a href={ "#" (self.id) } { (self.label(text)) } ": " (self.sentence(text, refusal)) }
                }
            }
        }
    }

    fn label(&self, text: &Texts) -> String {
        match self.takes {
            Takes::AppCode => text.second_factor_code(),
            Takes::RecoveryCode => text.second_factor_recovery(),
            Takes::Either => text.second_factor_either(),
            Takes::Password => text.account_password_current(),
        }
    }

    fn hint(&self, text: &Texts) -> Option<String> {
        match self.takes {
            Takes::AppCode => Some(text.second_factor_code_hint()),
            Takes::RecoveryCode => Some(text.second_factor_recovery_hint()),
            Takes::Either => Some(text.second_factor_either_hint()),
            Takes::Password => None,
        }
    }

    fn sentence(&self, text: &Texts, refusal: CodeRefusal) -> String {
        match refusal {
            CodeRefusal::Wrong if self.takes == Takes::RecoveryCode => text.second_factor_recovery_wrong(),
            CodeRefusal::Wrong if self.takes == Takes::Password => text.account_password_wrong(),
            CodeRefusal::Wrong => text.second_factor_wrong(),
            CodeRefusal::Wait => text.staff_sign_in_wait(),
            CodeRefusal::NotNow => text.staff_sign_in_not_now(),
        }
    }
}

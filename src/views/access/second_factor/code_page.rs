//! The page that asks for the code of the second factor, after the password.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::access::second_factor::code_field::{CodeField, CodeRefusal, Takes};
use crate::views::access::sign_in::Typed;
use crate::views::kit::page::Page;

/// The form that asks for a code.
pub struct CodePage<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub waiting: Typed<'a>,
    pub refusal: Option<CodeRefusal>,
    /// Whether the code that was refused is a recovery code.
    pub is_recovery: bool,
}

impl CodePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let refused = |is_recovery: bool| self.refusal.filter(|_| self.is_recovery == is_recovery);
        let code = CodeField { id: "code", takes: Takes::AppCode, refusal: refused(false) };
        let recovery = CodeField { id: "recovery", takes: Takes::RecoveryCode, refusal: refused(true) };
        Page {
            language: self.language,
            title: &format!("{} – {}", text.second_factor_sign_in_title(), self.organisation),
            organisation: self.organisation,
            is_wide: false,
            user: None,
            body: html! {
                h1 { (text.second_factor_sign_in_title()) }
                (code.summary(text))
                (recovery.summary(text))
                @if !self.waiting.fields.is_empty() {
                    p.notice { (text.staff_sign_in_typed()) }
                }
                form method="post" action=(urls::SIGN_IN_CODE) novalidate {
                    (self.waiting.carried())
                    (code.render(text))
                    details open[self.is_recovery] {
                        summary { (text.second_factor_lost_title()) }
                        (recovery.render(text))
                        p { (text.second_factor_lost()) }
                    }
                    button type="submit" { (text.staff_sign_in_button()) }
                }
                (other_account(text))
            },
        }
        .render()
    }
}

/// Leaves for the first page of signing in; the session that waits for a code ends.
fn other_account(text: &Texts) -> Markup {
    html! {
        form method="post" action=(urls::SIGN_OUT) {
            p { button.link type="submit" { (text.second_factor_other_account()) } }
        }
    }
}

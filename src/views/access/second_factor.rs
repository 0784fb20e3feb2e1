//! The pages on which a user sets up, replaces and removes the own second factor.

pub mod code_field;
pub mod code_page;
mod enrol;
mod qr_code;

use maud::{Markup, html};

pub use enrol::{CodesPage, EnrolPage};

use crate::domain::access::session::second_factor::{SecondFactor, Standing};
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::access::second_factor::code_field::{CodeField, CodeRefusal, Takes};
use crate::views::access::sign_in::Typed;
use crate::views::kit::page::{Page, StaffMember};

/// What stands around these pages.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub language: Language,
    pub organisation: &'a str,
    /// For whom the navigation is; `None` while the session shows no other page, before a second factor is set up.
    pub user: Option<StaffMember<'a>>,
    /// Where the user goes on to afterwards.
    pub waiting: Typed<'a>,
}

impl Frame<'_> {
    fn page(&self, title: &str, body: &Markup) -> Markup {
        Page {
            language: self.language,
            title: &format!("{title} – {}", self.organisation),
            organisation: self.organisation,
            is_wide: false,
            user: self.user,
            body: html! {
                (body)
                @if self.user.is_none() {
                    form method="post" action=(urls::SIGN_OUT) {
                        p { button.link type="submit" { (texts(self.language).staff_sign_out()) } }
                    }
                }
            },
        }
        .render()
    }
}

/// One of the forms that take a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeForm {
    Renewal,
    Replacement,
    Removal,
}

impl CodeForm {
    fn action(self) -> &'static str {
        match self {
            Self::Renewal => urls::RECOVERY_CODES,
            Self::Replacement => urls::SECOND_FACTOR,
            Self::Removal => urls::SECOND_FACTOR_REMOVE,
        }
    }

    fn field(self) -> &'static str {
        match self {
            Self::Renewal => "renewal-code",
            Self::Replacement => "replacement-code",
            Self::Removal => "removal-code",
        }
    }
}

/// How the second factor stands, with what can be done.
pub struct SecondFactorPage<'a> {
    pub frame: Frame<'a>,
    pub factor: SecondFactor,
    pub refused: Option<(CodeForm, CodeRefusal)>,
}

impl SecondFactorPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.frame.language);
        let title = text.second_factor_title();
        let body = html! {
            h1 { (title) }
            @if let Some((form, _)) = self.refused { (self.field(form).summary(text)) }
            @match self.factor.standing {
                Standing::Elsewhere => p { (text.second_factor_elsewhere()) },
                Standing::Off => (self.off(text)),
                Standing::On { codes_left } => (self.on(text, codes_left)),
            }
            @if self.frame.user.is_some() { p { a href=(urls::ACCOUNT) { (text.second_factor_account()) } } }
        };
        self.frame.page(&title, &body)
    }

    fn off(&self, text: &Texts) -> Markup {
        html! {
            p { (text.second_factor_intro()) }
            p { @if self.factor.is_required { (text.second_factor_required()) } @else { (text.second_factor_off()) } }
            p { (text.second_factor_ends_sessions()) }
            form method="post" action=(urls::SECOND_FACTOR) novalidate {
                (self.frame.waiting.carried())
                // While the session waits for the second factor, the password was typed a moment ago.
                @if self.frame.user.is_some() { (self.field(CodeForm::Replacement).render(text)) }
                button type="submit" { (text.second_factor_begin()) }
            }
        }
    }

    fn on(&self, text: &Texts, codes_left: u64) -> Markup {
        html! {
            p { (text.second_factor_on()) " " (text.second_factor_codes_left(codes_left)) }
            p { (text.second_factor_ends_sessions()) }
            h2 { (text.second_factor_renewal_title()) }
            p { (text.second_factor_renewal()) }
            (self.form(text, CodeForm::Renewal, &text.second_factor_renewal_button()))
            h2 { (text.second_factor_replacement_title()) }
            p { (text.second_factor_replacement()) }
            (self.form(text, CodeForm::Replacement, &text.second_factor_replacement_button()))
            h2 { (text.second_factor_removal_title()) }
            @if self.factor.is_required { p { (text.second_factor_not_removable()) } } @else {
                (self.form(text, CodeForm::Removal, &text.second_factor_removal_button()))
            }
        }
    }

    fn form(&self, text: &Texts, form: CodeForm, button: &str) -> Markup {
        html! {
            form method="post" action=(form.action()) novalidate {
                (self.frame.waiting.carried())
                (self.field(form).render(text))
                button type="submit" { (button) }
            }
        }
    }

    fn field(&self, form: CodeForm) -> CodeField {
        let refusal = self.refused.filter(|(refused, _)| *refused == form).map(|(_, refusal)| refusal);
        let takes = if self.factor.standing == Standing::Off { Takes::Password } else { Takes::Either };
        CodeField { id: form.field(), takes, refusal }
    }
}

//! Adding the account to an authenticator app, and the recovery codes that follow.

use maud::{Markup, html};

use crate::domain::access::session::recovery_code::RecoveryCode;
use crate::domain::access::session::second_factor::Enrolment;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::access::second_factor::Frame;
use crate::views::access::second_factor::code_field::{CodeField, CodeRefusal, Takes};
use crate::views::access::second_factor::qr_code::qr_code;

/// What to add to the app, and the form for its first code.
pub struct EnrolPage<'a> {
    pub frame: Frame<'a>,
    pub enrolment: &'a Enrolment,
    /// The secret, sealed, for the form to send back.
    pub offer: &'a str,
    pub refusal: Option<CodeRefusal>,
}

impl EnrolPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.frame.language);
        let title = text.second_factor_enrol_title();
        let field = CodeField { id: "code", takes: Takes::AppCode, refusal: self.refusal };
        let body = html! {
            h1 { (title) }
            (field.summary(text))
            ol {
                li { (text.second_factor_install()) }
                li { (text.second_factor_scan()) (self.what_to_add(text)) }
                li { (text.second_factor_confirm()) }
            }
            form method="post" action=(urls::SECOND_FACTOR_CONFIRM) novalidate {
                (self.frame.waiting.carried())
                input type="hidden" name="offer" value=(self.offer);
                (field.render(text))
                button type="submit" { (text.second_factor_confirm_button()) }
            }
        };
        self.frame.page(&title, &body)
    }

    /// The secret: to scan, to open on the same device, and to type.
    fn what_to_add(&self, text: &Texts) -> Markup {
        html! {
            @if let Some(uri) = &self.enrolment.uri {
                @if let Some(drawing) = qr_code(uri, &text.second_factor_qr(), &text.second_factor_qr_text()) {
                    p { (drawing) }
                }
                p { a href=(uri) { (text.second_factor_open_app()) } }
            }
            p { (text.second_factor_type_key()) " " code { (self.enrolment.key) } }
        }
    }
}

/// The recovery codes, shown this once.
pub struct CodesPage<'a> {
    pub frame: Frame<'a>,
    pub codes: &'a [RecoveryCode],
}

impl CodesPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.frame.language);
        let title = text.second_factor_codes_title();
        let body = html! {
            h1 { (title) }
            p.done role="status" { (text.second_factor_on()) }
            p { (text.second_factor_codes()) }
            @if let Some(user) = self.frame.user {
                p { (text.second_factor_codes_of(user.email, self.frame.organisation)) }
            }
            ul { @for code in self.codes { li { code { (code.in_groups()) } } } }
            p { (text.second_factor_codes_once()) }
            form method="post" action=(urls::SECOND_FACTOR_DONE) {
                (self.frame.waiting.carried())
                button type="submit" { (text.second_factor_kept()) }
            }
        };
        self.frame.page(&title, &body)
    }
}

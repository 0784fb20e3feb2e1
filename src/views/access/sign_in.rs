//! The pages on which staff sign in, set a password, and resubmit a form that their session did not outlive.

pub mod send_again;

use maud::{Markup, html};

use crate::domain::access::new_password::{NewPassword, UnacceptablePassword};
use crate::domain::access::token::Token;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::Page;

/// Why signing in failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Wrong address, wrong password or a disabled account. The page does not say which, so that it cannot be used to
    /// find out who has an account.
    Refused,
    /// Too many attempts.
    Wait,
    /// The one-time link is no longer valid.
    LinkGone,
    /// The code of the second factor came too late.
    Ended,
    /// The database did not answer.
    NotNow,
    /// The identity provider did not vouch for the person, or the account may not be entered. The page does not say which.
    RefusedByProvider,
    /// The sign-in at the provider was not begun in this browser, took too long or was used before.
    ProviderAgain,
    /// The provider does not answer, or not as it should.
    ProviderDown,
    /// Too many sign-ins at the provider are under way, of this client or of all.
    TooManyAtProvider,
}

/// The page to return to after signing in, and the form that was sent there after the session had ended.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    pub next: Option<&'a str>,
    /// Urlencoded; empty if no form was sent.
    pub fields: &'a str,
}

impl Typed<'_> {
    /// Both as hidden fields of the form that comes first.
    #[must_use]
    pub fn carried(self) -> Markup {
        html! {
            @if let Some(next) = self.next { input type="hidden" name="next" value=(next); }
            @if !self.fields.is_empty() { input type="hidden" name="typed" value=(self.fields); }
        }
    }
}

/// The form that asks for e-mail address and password, below the way by an identity provider.
pub struct SignInPage<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub email: &'a str,
    pub waiting: Typed<'a>,
    /// How people call the identity provider; `None` if there is none.
    pub provider: Option<&'a str>,
    /// Whether mails leave the machine, and so a link can be asked for.
    pub mails_links: bool,
    pub refusal: Option<Refusal>,
}

impl SignInPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let provider = self.provider.unwrap_or_default();
        let message = self.refusal.map(|refusal| match refusal {
            Refusal::Refused => text.staff_sign_in_refused(),
            Refusal::Wait => text.staff_sign_in_wait(),
            Refusal::LinkGone if self.mails_links => text.staff_sign_in_link_gone(),
            Refusal::LinkGone => text.staff_sign_in_link_gone_ask(),
            Refusal::Ended => text.staff_sign_in_ended(),
            Refusal::NotNow => text.staff_sign_in_not_now(),
            Refusal::RefusedByProvider => text.staff_sign_in_provider_refused(provider),
            Refusal::ProviderAgain => text.staff_sign_in_provider_again(provider),
            Refusal::ProviderDown => text.staff_sign_in_provider_down(provider),
            Refusal::TooManyAtProvider => text.staff_sign_in_provider_many(provider),
        });
        Page {
            language: self.language,
            title: &format!("{} – {}", text.staff_sign_in_title(), self.organisation),
            organisation: self.organisation,
            is_wide: false,
            user: None,
            body: html! {
                h1 { (text.staff_sign_in_title()) }
                @if let Some(message) = message {
                    div.errors role="alert" tabindex="-1" autofocus { p { (message) } }
                }
                @if !self.waiting.fields.is_empty() {
                    p.notice { (text.staff_sign_in_typed()) }
                }
                @if let Some(provider) = self.provider {
                    form method="post" action=(urls::SIGN_IN_PROVIDER) {
                        (self.waiting.carried())
                        button type="submit" { (text.staff_sign_in_provider(provider)) }
                    }
                    h2 { (text.staff_sign_in_by_password()) }
                }
                form method="post" action=(urls::SIGN_IN) {
                    (self.waiting.carried())
                    div.question {
                        label for="email" { (text.staff_sign_in_email()) }
                        input type="email" id="email" name="email" value=(self.email) autocomplete="username" required;
                    }
                    div.question {
                        label for="password" { (text.staff_sign_in_password()) }
                        input type="password" id="password" name="password" autocomplete="current-password" required;
                    }
                    button type="submit" { (text.staff_sign_in_button()) }
                }
                @if self.mails_links || self.refusal != Some(Refusal::LinkGone) {
                    p { a href=(urls::FORGOTTEN) { (text.forgotten_link()) } }
                }
            },
        }
        .render()
    }
}

/// The page behind a one-time link, on which the user sets a password. Nothing changes until its button is pressed:
/// opening a link must have no effect.
pub struct LinkPage<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub link: &'a Token,
    /// Whose password it is.
    pub email: &'a str,
    /// Why the submitted password was refused.
    pub refused: Option<UnacceptablePassword>,
}

impl LinkPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let why = self.refused.map(|refused| unacceptable(text, refused));
        let described_by = if why.is_some() { "password-error password-hint" } else { "password-hint" };
        Page {
            language: self.language,
            title: &format!("{} – {}", text.staff_sign_in_link_title(), self.organisation),
            organisation: self.organisation,
            is_wide: false,
            user: None,
            body: html! {
                h1 { (text.staff_sign_in_link_title()) }
                @if let Some(why) = &why {
                    div.errors role="alert" tabindex="-1" autofocus { p { a href="#password" { (text.staff_sign_in_new_password()) } ": " (why) } }
                }
                p { (text.staff_sign_in_link_text()) }
                form method="post" action=(urls::sign_in_link(self.link)) novalidate {
                    div.question {
                        label for="email" { (text.staff_sign_in_email()) }
                        // For password managers, which otherwise do not know whose password they keep.
                        input type="email" id="email" value=(self.email) autocomplete="username" readonly;
                    }
                    div.question {
                        label for="password" { (text.staff_sign_in_new_password()) }
                        p.hint id="password-hint" { (text.staff_sign_in_link_hint(NewPassword::SHORTEST.to_string())) }
                        @if let Some(why) = &why { p.error id="password-error" { (why) } }
                        input type="password" id="password" name="password" autocomplete="new-password"
                            aria-describedby=(described_by) aria-invalid=[self.refused.map(|_| "true")] required;
                    }
                    button type="submit" { (text.staff_sign_in_link_button()) }
                }
            },
        }
        .render()
    }
}

/// Why a password was refused, and what to do.
pub(super) fn unacceptable(text: &Texts, refused: UnacceptablePassword) -> String {
    match refused {
        UnacceptablePassword::TooShort => text.staff_password_too_short(NewPassword::SHORTEST.to_string()),
        UnacceptablePassword::TooLong => text.staff_password_too_long(NewPassword::LONGEST.to_string()),
        UnacceptablePassword::Common => text.staff_password_common(),
        UnacceptablePassword::Guessable => text.staff_password_guessable(),
    }
}

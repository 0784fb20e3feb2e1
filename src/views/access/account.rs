//! The page about the own account.
//!
//! The rule: only what works for this user is shown: no password where there is none to change, and no mail that the roles
//! do not allow.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::access::account::{Account, WantedMails};
use crate::domain::access::rights::Right;
use crate::domain::named::named_enum;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::access::account_password::{PasswordRefusal, password_form, summary};
use crate::views::access::account_sessions::sessions;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words::{capitalised, role};

/// The page's data and its viewer.
pub struct AccountPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub team: Option<&'a str>,
    /// The language that the user chose; `None` follows the browser.
    pub chosen_language: Option<Language>,
    /// `None` for the visitor of the demonstration, who has no account.
    pub account: Option<&'a Account>,
    pub done: Option<AccountChange>,
    /// Whether a password has to be typed again, since the session had ended before it was changed.
    pub types_again: bool,
    pub refusal: Option<PasswordRefusal>,
}

named_enum! {
    /// What a submitted form changed; its name stands in the page's address.
    pub enum AccountChange {
        Settings = "settings",
        Password = "password",
        Sessions = "sessions",
    }
}

impl AccountPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.account_title();
        let body = html! {
            h1 { (title) }
            @if let Some(done) = self.done { p.done role="status" { (done_words(text, done)) } }
            @if self.types_again {
                div.errors role="alert" tabindex="-1" autofocus {
                    p { a href="#current_password" { (text.account_password_again()) } }
                }
            }
            @if let Some(refusal) = self.refusal { (summary(text, refusal)) }
            (self.identity(text))
            @match self.account {
                Some(account) => {
                    (self.language(text))
                    @if account.has_password { (password_form(text, self.refusal)) (second_factor(text)) }
                    (self.mails(account.mails, text))
                    (sessions(self.staff.language, self.zone, &account.sessions))
                },
                None => p.notice { (text.account_visitor()) },
            }
        };
        self.staff.narrow(&title, body)
    }

    /// Who the user is, and what the user may do.
    fn identity(&self, text: &Texts) -> Markup {
        let user = self.staff.user;
        let roles: Vec<String> = user.roles.iter().map(|one| role(text, one)).collect();
        html! {
            dl.pairs {
                dt { (text.staff_sign_in_email()) }
                dd { (user.email) }
                @if !roles.is_empty() {
                    dt { (text.account_roles()) }
                    dd { (capitalised(&roles.join(", "))) }
                }
                @if let Some(team) = self.team {
                    dt { (text.account_team()) }
                    dd { (team) }
                }
            }
            @if roles.is_empty() { p.notice { (text.account_no_role()) } }
        }
    }

    fn language(&self, text: &Texts) -> Markup {
        html! {
            h2 { (text.account_language_heading()) }
            form method="post" action=(urls::ACCOUNT_LANGUAGE) novalidate {
                div.question {
                    label for="language" { (text.account_language()) }
                    select id="language" name="language" {
                        option value="" selected[self.chosen_language.is_none()] { (text.account_language_browser()) }
                        @for &language in Language::ALL {
                            option value=(language.name()) lang=(language.name()) selected[self.chosen_language == Some(language)] {
                                (texts(language).language_name())
                            }
                        }
                    }
                }
                button type="submit" { (text.account_language_button()) }
            }
        }
    }

    /// The mails that a user with these roles may ask for.
    fn mails(&self, wanted: WantedMails, text: &Texts) -> Markup {
        let roles = self.staff.user.roles;
        let mails = [
            ("signals", text.signals_mail_heading(), wanted.signals, roles.have(Right::SeeInsights)),
            (
                "due_follow_ups",
                text.account_mails_due_follow_ups(),
                wanted.due_follow_ups,
                roles.have(Right::HandleFollowUps),
            ),
            ("audit_heads", text.account_mails_audit(), wanted.audit_heads, roles.have(Right::ReadAudit)),
        ];
        html! {
            @if mails.iter().any(|(_, _, _, is_allowed)| *is_allowed) {
                h2 id="mails" { (text.account_mails_heading()) }
                form method="post" action=(urls::ACCOUNT_MAILS) {
                    div.question role="group" aria-labelledby="mails" {
                        @for (name, words, is_wanted, _) in mails.iter().filter(|(_, _, _, is_allowed)| *is_allowed) {
                            label.tick {
                                input type="checkbox" name=(name) value="on" checked[*is_wanted];
                                span { (words) }
                            }
                        }
                    }
                    button type="submit" { (text.account_mails_button()) }
                }
            }
        }
    }
}

fn second_factor(text: &Texts) -> Markup {
    html! {
        h2 { (text.account_factor_heading()) }
        p { a href=(urls::SECOND_FACTOR) { (text.account_factor()) } }
    }
}

fn done_words(text: &Texts, done: AccountChange) -> String {
    match done {
        AccountChange::Settings => text.account_done_settings(),
        AccountChange::Password => text.account_done_password(),
        AccountChange::Sessions => text.account_done_sessions(),
    }
}
